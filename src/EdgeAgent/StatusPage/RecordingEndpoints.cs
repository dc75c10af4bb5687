using EdgeAgent.Recording;

namespace EdgeAgent.StatusPage;

/// <summary>
/// What is recorded, to be looked at: /api/recordings lists a day, a playlist is a span of one stream as HLS, and its media
/// are the segments as they lie on the disk. A segment's name is taken apart and put together anew, so no path from outside
/// reaches the disk.
/// </summary>
internal static class RecordingEndpoints
{
    public static void MapRecordings(this IEndpointRouteBuilder routes, StatusSources sources)
    {
        var index = sources.Recordings.Index;
        routes.MapGet("/api/recordings", (string? camera, string? day) => RecordingsReport.Answer(sources, camera, day));
        routes.MapGet(
            "/recordings/{camera}/{stream}/playlist.m3u8",
            (string camera, string stream, string? from, string? to, string[] without) => Playlist(index, camera, stream, from, to, without));
        routes.MapGet("/recordings/{camera}/{file}", (string camera, string file) => Media(index, camera, file));
    }

    /// <param name="without">Files that a player could not decode, and asks to be left out.</param>
    private static IResult Playlist(SegmentIndex index, string camera, string stream, string? from, string? to, string[] without)
    {
        if (StreamName.Parse(stream) is not { } role)
        {
            return TypedResults.BadRequest(StreamName.Problem);
        }

        if (!RecordedSpan.TryParse(from, to, out var span))
        {
            return TypedResults.BadRequest(RecordedSpan.Problem);
        }

        if (!index.Cameras().Contains(camera))
        {
            return TypedResults.NotFound("Nothing is recorded of such a camera.");
        }

        var segments = index.Find(camera, role, span.From, span.To).ExceptBy(without, segment => segment.FileName);
        var playlist = new HlsPlaylist(index, camera).Write([.. segments]);
        return playlist is null
            ? TypedResults.NotFound("Nothing is recorded in that span.")
            : TypedResults.Text(playlist, HlsPlaylist.ContentType);
    }

    private static IResult Media(SegmentIndex index, string camera, string file)
    {
        if (!Segment.TryParse(file, 0, out var segment) || segment.FileName != file || !index.Cameras().Contains(camera))
        {
            return TypedResults.NotFound("No such recording.");
        }

        return FileAnswer.Of(index.PathOf(camera, segment), "video/mp4", "This recording has been deleted.");
    }
}
