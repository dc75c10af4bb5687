namespace EdgeAgent.Tests.Video;

/// <summary>Reads Linux's /proc: who started whom.</summary>
internal static class ProcessTree
{
    /// <summary>Ids of the running ffmpeg processes that descend from the process.</summary>
    public static IReadOnlyList<int> Ffmpegs(int ancestor)
    {
        var parents = Directory.GetDirectories("/proc")
            .Select(folder => int.TryParse(Path.GetFileName(folder), out var id) ? id : 0)
            .Where(id => id > 0)
            .Select(id => (Id: id, Status: Status(id)))
            .Where(process => process.Status is not null)
            .ToDictionary(process => process.Id, process => process.Status!.Value);
        return [.. parents.Where(process => process.Value.Name == "ffmpeg" && Descends(process.Key)).Select(process => process.Key)];

        bool Descends(int id) =>
            parents.TryGetValue(id, out var status) && (status.Parent == ancestor || Descends(status.Parent));
    }

    public static bool IsRunning(int id) => Status(id) is { State: not 'Z' };

    private static (string Name, int Parent, char State)? Status(int id)
    {
        try
        {
            // "id (name) state parent …"; a name may hold blanks and brackets.
            var text = File.ReadAllText($"/proc/{id}/stat");
            var end = text.LastIndexOf(')');
            var rest = text[(end + 2)..].Split(' ');
            return (text[(text.IndexOf('(') + 1)..end], int.Parse(rest[1]), rest[0][0]);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
