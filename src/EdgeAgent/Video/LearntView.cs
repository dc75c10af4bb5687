namespace EdgeAgent.Video;

/// <summary>A view as it was learnt in one light.</summary>
/// <param name="Recent">The background of the last minutes: 90 rows of 160 brightnesses.</param>
/// <param name="Lasting">The background of the last hours, of the same form: what hid it for an hour may go again.</param>
/// <param name="Flicker">
/// 0-1: the share of a quiet part's pixels that the sensor's noise changed from picture to picture, when it was least.
/// </param>
public sealed record LearntView(ReadOnlyMemory<byte> Recent, ReadOnlyMemory<byte> Lasting, double Flicker)
{
    public const int Columns = 160;

    public const int Rows = 90;
}
