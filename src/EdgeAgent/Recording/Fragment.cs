using EdgeAgent.Recording.Mp4;

namespace EdgeAgent.Recording;

/// <summary>A few pictures of a stream, encoded.</summary>
/// <param name="Bytes">A moof with its mdat; valid while the fragment is handed round.</param>
/// <param name="Start">When its first picture was taken, on the box's clock.</param>
internal readonly record struct Fragment(StreamHead Head, ReadOnlyMemory<byte> Bytes, FragmentTimes Times, DateTimeOffset Start);
