using System.Buffers.Binary;
using EdgeAgent.Recording.Mp4;

namespace EdgeAgent.Tests.Recording.Mp4;

public sealed class FragmentReaderTests
{
    private const int Rounds = 4000;

    [Test]
    public void Read_AnyBytes_EndsOrIsInvalid()
    {
        var random = new Random(21);
        for (var round = 0; round < Rounds; round++)
        {
            var bytes = new byte[random.Next(400)];
            random.NextBytes(bytes);
            AssertEnds(bytes);
        }
    }

    [Test]
    public async Task Read_RealBytesChangedAnywhere_EndsOrIsInvalid()
    {
        var clip = await FragmentedClip.SubAsync();
        var random = new Random(22);
        var some = clip.Bytes[..(int)clip.Ends[5]];

        // Most of a file is pictures, which nobody reads here: the changes go where the boxes are.
        var boxes = Boxes(clip).ToList();
        for (var round = 0; round < Rounds; round++)
        {
            var bytes = some.ToArray();
            for (var change = random.Next(1, 6); change > 0; change--)
            {
                var at = boxes[random.Next(boxes.Count)];
                bytes[at] = random.Next(3) == 0 ? (byte)(random.Next(2) * 255) : (byte)random.Next(256);
            }

            AssertEnds(random.Next(2) == 0 ? bytes : bytes[..random.Next(bytes.Length)]);
        }
    }

    [Test]
    public void ReadHead_SmallBoxesWithoutEnd_IsInvalidAndNotKept()
    {
        var boxes = new Endless("free", 4096);

        Assert.Throws<InvalidDataException>(() => new FragmentReader(boxes).ReadHead());
        Assert.That(boxes.Given, Is.LessThan(8_000_000));
    }

    [TestCase(uint.MaxValue)]
    [TestCase(0x7FFFFFFFu)]
    [TestCase(0x10000000u)]
    [TestCase(7u)]
    [TestCase(0u)]
    public async Task ReadStart_BoxOfImpossibleSize_IsInvalid(uint size)
    {
        var clip = await FragmentedClip.SubAsync();
        byte[] box = [0, 0, 0, 0, .. "mdat"u8];
        BinaryPrimitives.WriteUInt32BigEndian(box, size);
        var reader = new FragmentReader(new MemoryStream(box));

        Assert.Throws<InvalidDataException>(() => reader.ReadStart(clip.Head));
    }

    [Test]
    public async Task ReadStart_RunsThatClaimMillionsOfPictures_AreCountedWithoutGoingThroughThem()
    {
        var clip = await FragmentedClip.SubAsync();
        byte[] run = [0, 0, 0, 16, .. "trun"u8, 0, 0, 0, 0, 0xFF, 0xFF, 0xFF, 0xFF];
        var traf = Box("traf", [.. Box("tfhd", [0, 0, 0, 0, 0, 0, 0, 1]), .. Box("tfdt", [0, 0, 0, 0, 0, 0, 0, 0]), .. Enumerable.Repeat(run, 100_000).SelectMany(each => each)]);
        var reader = new FragmentReader(new MemoryStream([.. Box("moof", traf), .. Box("mdat", [])]));

        Assert.That(reader.ReadStart(clip.Head)!.Value.Times.Samples, Is.InRange(0, 100_000));
    }

    private static byte[] Box(string type, byte[] body)
    {
        byte[] box = [0, 0, 0, 0, .. System.Text.Encoding.ASCII.GetBytes(type), .. body];
        BinaryPrimitives.WriteUInt32BigEndian(box, (uint)box.Length);
        return box;
    }

    private static IEnumerable<int> Boxes(FragmentedClip clip)
    {
        var head = Enumerable.Range(0, clip.Head.Bytes.Length);
        var starts = clip.Ends.Take(5).Prepend(clip.Head.Bytes.Length).SelectMany(end => Enumerable.Range((int)end, 120));
        return head.Concat(starts);
    }

    private static void AssertEnds(byte[] bytes)
    {
        try
        {
            var reader = new FragmentReader(new MemoryStream(bytes));
            var head = reader.ReadHead();
            while (head is not null && reader.ReadStart(head) is { } start && reader.TrySkipRest(start))
            {
                Assert.That(start.Times.Duration, Is.GreaterThanOrEqualTo(TimeSpan.Zero));
                Assert.That(start.Times.Start, Is.GreaterThanOrEqualTo(TimeSpan.Zero));
            }

            Assert.That(reader.Position, Is.LessThanOrEqualTo(bytes.Length));
        }
        catch (InvalidDataException)
        {
            // Which is said of what is none.
        }
    }

    private sealed class Endless(string type, int bytes) : Stream
    {
        private readonly byte[] box = Box(type, new byte[bytes]);

        public long Given { get; private set; }

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override int Read(Span<byte> buffer)
        {
            for (var each = 0; each < buffer.Length; each++)
            {
                buffer[each] = box[Given++ % box.Length];
            }

            return buffer.Length;
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
