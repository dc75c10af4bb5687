namespace EdgeAgent.Evidence;

internal sealed class RectificationRow
{
    public string Answer { get; set; } = "";

    public string Text { get; set; } = "";

    public DateTime At { get; set; }

    public PictureRow? Picture { get; set; }

    public static RectificationRow From(Rectification rectification) => new()
    {
        Answer = rectification.Answer.ToString(),
        Text = rectification.Text,
        At = rectification.At.UtcDateTime,
        Picture = PictureRow.From(rectification.Picture),
    };

    public Rectification ToRectification() =>
        new(Enum.Parse<RectificationAnswer>(Answer), Text, IncidentRow.Utc(At), Picture?.ToFile());
}
