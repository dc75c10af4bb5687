using System.Text;
using EdgeAgent.Uplink.Commands;

namespace EdgeAgent.Tests.Uplink.Commands;

public sealed class CommandReaderTests
{
    private const string Times = "\"issuedAt\":\"2026-03-01T12:00:00.000Z\",\"expiresAt\":\"2026-03-01T12:01:00.000Z\"";

    [TestCase("""{"requestId":"a",TIMES,"args":{"camera":"door"}}""")]
    [TestCase("""{"requestId":"A.b_c-9",TIMES}""", Description = "a command that needs nothing")]
    [TestCase("""{"requestId":"a",TIMES,"args":{},"sender":"later versions may say more"}""")]
    public void Read_Command_IsRead(string body)
    {
        var read = CommandReader.Read(Bytes(body));

        Assert.That(read.Problem, Is.Null);
        Assert.That(read.Message!.ExpiresAt - read.Message.IssuedAt, Is.EqualTo(TimeSpan.FromMinutes(1)));
    }

    [TestCase("""{"requestId":"a"}""")]
    [TestCase("""{"requestId":"a",TIMES,"args":[]}""")]
    [TestCase("""{"requestId":"a",TIMES,"args":"door"}""")]
    [TestCase("""{"requestId":"a","issuedAt":1772366400,"expiresAt":1772366460,"args":{}}""")]
    [TestCase("""{"requestId":"a","issuedAt":"yesterday","expiresAt":"tomorrow","args":{}}""")]
    [TestCase("""{"requestId":"a","issuedAt":null,"expiresAt":null,"args":{}}""")]
    public void Read_NotACommand_CanStillBeAnswered(string body)
    {
        var read = CommandReader.Read(Bytes(body));

        Assert.That((read.RequestId, read.Message), Is.EqualTo(("a", (object?)null)));
        Assert.That(read.Problem, Is.Not.Empty);
    }

    [TestCase("")]
    [TestCase("null")]
    [TestCase("[]")]
    [TestCase("{}")]
    [TestCase("{")]
    [TestCase("""{"requestId":"a",TIMES} and more""")]
    [TestCase("""{"requestId":"a",TIMES,"args":{},"args":{}}""", Description = "which of the two counts?")]
    [TestCase("""{"requestId":"a","requestId":"b",TIMES}""")]
    [TestCase("""{"requestId":7,TIMES}""")]
    [TestCase("""{"requestId":"",TIMES}""")]
    [TestCase("""{"requestId":"a/b",TIMES}""", Description = "another topic")]
    [TestCase("""{"requestId":"+",TIMES}""")]
    [TestCase("""{"requestId":"a\n",TIMES}""")]
    [TestCase("""{"requestId":"\ud800",TIMES}""", Description = "half a surrogate pair")]
    [TestCase("""{"\udc00":1,"requestId":"a/",TIMES}""")]
    public void Read_NobodyToAnswer_SaysWhatIsWrong(string body)
    {
        var read = CommandReader.Read(Bytes(body));

        Assert.That((read.RequestId, read.Message), Is.EqualTo(((string?)null, (object?)null)));
        Assert.That(read.Problem, Is.Not.Empty);
    }

    [Test]
    public void Read_RequestIdTooLong_IsNone() => Assert.That(CommandReader.Read(Bytes($$"""{"requestId":"{{new string('a', 65)}}",TIMES}""")).RequestId, Is.Null);

    [Test]
    public void Read_NotUtf8_IsNone() =>
        Assert.That(CommandReader.Read((byte[])[.. "{\"requestId\":\"a\",\"x\":\""u8, 0xC3, 0x28, .. "\"}"u8]).Problem, Does.Contain("UTF-8"));

    [Test]
    public void Read_NestedThousandsDeep_IsNone() => Assert.That(
        CommandReader.Read(Bytes($"{{\"requestId\":\"a\",TIMES,\"args\":{{\"x\":{new string('[', 20_000)}{new string(']', 20_000)}}}}}")).Problem, Is.Not.Empty);

    [Test]
    public void Read_OneByteTooMuch_IsNotLookedAt() =>
        Assert.That(CommandReader.Read(Bytes("{\"requestId\":\"a\",TIMES}".PadRight(CommandReader.MaximumBytes + 1 + "TIMES".Length - Times.Length))).Problem, Does.Contain("at most 65536 bytes"));

    private static byte[] Bytes(string body) => Encoding.UTF8.GetBytes(body.Replace("TIMES", Times, StringComparison.Ordinal));
}
