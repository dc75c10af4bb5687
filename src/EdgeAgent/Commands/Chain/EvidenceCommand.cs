using System.CommandLine;
using System.Globalization;
using EdgeAgent.Evidence;
using EdgeAgent.Evidence.Chain;

namespace EdgeAgent.Commands.Chain;

/// <summary><c>evidence</c>: the chain of evidence, looked at without the agent, on the box or on any other machine.</summary>
public static class EvidenceCommand
{
    public static Command Create() => new("evidence", "Lists, checks and hands out the chain of evidence.") { List(), Verify(), Export() };

    private static Command List()
    {
        var folder = new EvidenceFolderOption();
        var list = new Command("list", "A line for each record: number,time,kind,incident,event or finding,hash.");
        folder.AddTo(list);
        list.SetAction(parsed => Failure.Guard(parsed, () =>
        {
            foreach (var record in folder.Of(parsed).Records())
            {
                var (incident, detail) = EvidenceFolder.Subject(record);
                parsed.InvocationConfiguration.Output.WriteLine(string.Create(
                    CultureInfo.InvariantCulture, $"{record.Number},{record.At.UtcDateTime:yyyy-MM-ddTHH:mm:ss.fffZ},{Clean(record.Kind)},{Clean(incident)},{Clean(detail)},{record.Hash}"));
            }

            return 0;
        }));
        return list;
    }

    private static Command Verify()
    {
        var folder = new EvidenceFolderOption();
        var key = new Option<string[]>("--key") { Description = "The box's public key, PEM, and any that it had before; by default those in the folder, which whoever wrote the folder may have put there.", AllowMultipleArgumentsPerToken = true };
        var told = new Option<string?>("--told") { Description = "What the centre received of this site, as watch --json writes it: finds what was cut off at the end or written anew with the box's own key." };
        var part = new Option<bool>("--part") { Description = "It is a copy with the pictures of some incidents only: those that are not there are counted, and are no fault." };
        var verify = new Command("verify", "Names each record that was changed, forged, removed, moved or put in, and each picture, clip and camera's day that is not as it was: fault,KIND,FIRST,LAST,PLACE; key,RECORD,FINGERPRINT where another key begins.")
        {
            key, told, part,
        };
        folder.AddTo(verify);
        verify.SetAction(parsed => Failure.Guard(parsed, () =>
        {
            var data = folder.Of(parsed);
            var (output, errors) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
            var check = EvidenceCheck.Run(data, PublicKeys(parsed.GetValue(key) is { Length: > 0 } named ? named : data.PublicKeys), ToldRecords.Read(parsed.GetValue(told)), parsed.GetValue(part));
            foreach (var fault in check.Faults)
            {
                output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"fault,{Word(fault.Kind)},{fault.First},{fault.Last},{fault.Place}"));
                errors.WriteLine(FaultTexts.Say(fault));
            }

            foreach (var (record, fingerprint) in check.Keys)
            {
                output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"key,{record},{Clean(fingerprint)}"));
                errors.WriteLine(FaultTexts.Say("keyBegins", record, fingerprint));
            }

            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"evidence: records={check.Head.Number} sound={check.Sound} faults={check.Faults.Count} files={check.Files} absent={check.Absent} head={check.Head.Hash}"));
            errors.WriteLine(FaultTexts.Say(check.Faults.Count > 0 ? "notSound" : check.Absent > 0 ? "soundPart" : "sound", check.Sound, check.Faults.Count, check.Absent));
            return check.Faults.Count == 0 ? 0 : 1;
        }));
        return verify;
    }

    private static Command Export()
    {
        var folder = new EvidenceFolderOption();
        var incidents = new Option<string[]>("--incident") { Description = "Ids of the incidents whose pictures and clips go with it; by default those of all.", AllowMultipleArgumentsPerToken = true };
        var to = new Option<string>("--to") { Required = true, Description = "A folder that is not there yet." };
        var export = new Command("export", "Copies the chain, the public keys, the cameras' days, pictures and clips into a folder that verify --data checks on any machine.") { incidents, to };
        folder.AddTo(export);
        export.SetAction(parsed => Failure.Guard(parsed, () =>
        {
            var copied = EvidenceExport.Run(folder.Of(parsed), parsed.GetRequiredValue(to), parsed.GetValue(incidents) ?? []);
            parsed.InvocationConfiguration.Output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"evidence: records={copied.Records} files={copied.Files} absent={copied.Absent}"));
            return 0;
        }));
        return export;
    }

    // The chain may come from anybody, and a line must stay one line of six fields.
    private static string Clean(string text) => string.Concat(text.Where(letter => !char.IsControl(letter) && letter != ','));

    private static string Word(ChainFaultKind kind) => char.ToLowerInvariant(kind.ToString()[0]) + kind.ToString()[1..];

    private static IReadOnlyCollection<PublicKey> PublicKeys(IReadOnlyList<string> paths)
    {
        try
        {
            return paths.Count > 0 ? [.. paths.Select(PublicKey.Read)] : throw new UsageException("--key: the folder holds no public key; name the one that was taken away at the installation");
        }
        catch (InvalidDataException error)
        {
            throw new UsageException($"--key: {error.Message}");
        }
    }
}
