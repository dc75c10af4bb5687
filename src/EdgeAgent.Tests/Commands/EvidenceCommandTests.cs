using System.CommandLine;
using System.Text;
using EdgeAgent.Commands.Chain;
using EdgeAgent.Evidence;
using EdgeAgent.Evidence.Chain;
using EdgeAgent.Storage;
using EdgeAgent.Tests.Support;
using EdgeAgent.Tests.Uplink;
using Microsoft.Extensions.Logging.Abstractions;

namespace EdgeAgent.Tests.Commands;

/// <summary>As an inspector uses it: on the box's folder, and on a copy of it elsewhere.</summary>
public sealed class EvidenceCommandTests
{
    private TempFolder folder = null!;

    [SetUp]
    public void Fill()
    {
        folder = new TempFolder();
        using var stores = new Stores(folder.Path);
        foreach (var id in new[] { "a", "b", "c" })
        {
            var incident = UplinkBench.Sample(id);
            var picture = stores.Evidence.SavePicture(incident, "picture", [0xFF, 0xD8, (byte)id[0]]);
            stores.Keep(new IncidentRecord(incident, picture, null));
        }

        var clipped = UplinkBench.Sample("a");
        File.WriteAllBytes(stores.Evidence.ClipPath(clipped), [1, 2, 3]);
        stores.Evidence.SetClip(clipped, 3, "039058c6f2c0cb492c533b0a4d14ef77cc0f78abccced5287d84a1a2011cfb81");
        stores.Evidence.SetVerdict("b", new IncidentVerdict(Finding.Confirmed, VerdictGiver.Owner, DateTimeOffset.UnixEpoch));
    }

    [TearDown]
    public void Remove() => folder.Dispose();

    [Test]
    public void Verify_Untouched_IsSound()
    {
        var run = Evidence("verify", "--data", folder.Path);

        Assert.That(run.Exit, Is.Zero, run.Output + run.Errors);
        Assert.That(run.Output, Does.StartWith("evidence: records=5 sound=5 faults=0 files=4 absent=0 head="));
        Assert.That(run.Errors, Does.Contain("证据链完整：5 条").And.Contain("5 records, none changed"));
    }

    [Test]
    public void Verify_RecordChanged_IsNamedInBothLanguages()
    {
        Edit(lines => lines[1] = lines[1].Replace("intrusion", "animal", StringComparison.Ordinal));

        var run = Evidence("verify", "--data", folder.Path);

        Assert.That(run.Exit, Is.EqualTo(1));
        Assert.That(run.Output, Does.StartWith("fault,notSigned,2,2,000000000001.jsonl:2\n"));
        Assert.That(run.Errors, Does.Contain("第 2 条记录").And.Contain("Record 2 (000000000001.jsonl:2) is not as the box signed it"));
    }

    // Each way of cheating has a sentence of its own, which names the record and the place.
    [TestCase("forged", "fault,notSigned,2,2,000000000001.jsonl:2", "第 2 条记录（000000000001.jsonl:2）不是本机原样签名的", "Record 2 (000000000001.jsonl:2) is not as the box signed it: changed, or forged")]
    [TestCase("removed", "fault,missing,2,2,", "缺少第 2 条记录。", "Record 2 is missing.")]
    [TestCase("removed many", "fault,missing,2,3,", "缺少第 2 至 3 条记录。", "Records 2 to 3 are missing.")]
    [TestCase("reordered", "fault,misplaced,2,2,000000000001.jsonl:3", "第 2 条记录（000000000001.jsonl:3）不在原来的位置", "Record 2 (000000000001.jsonl:3) stands at another place")]
    [TestCase("copied", "fault,repeated,1,1,000000000001.jsonl:3", "第 1 条记录在 000000000001.jsonl:3 又出现一次", "Record 1 stands there once more (000000000001.jsonl:3)")]
    public void Verify_ChainCheatedWith_IsNamedForAPersonAndExitsWithOne(string how, string fault, string chinese, string english)
    {
        using var other = new TempFolder();
        using var stranger = SigningKey.OpenOrMake(other.Path);
        Edit(lines => Cheat(lines, how, stranger));

        var run = Evidence("verify", "--data", folder.Path);

        Assert.That(run.Exit, Is.EqualTo(1));
        Assert.That(run.Output, Does.Contain(fault + "\n"));
        Assert.That(run.Errors, Does.Contain(chinese).And.Contain(english).And.Contain("证据链有 1 处问题").And.Contain("1 faults in the chain of evidence"));
    }

    [Test]
    public void Verify_CamerasDayChangedOrGone_IsNamed()
    {
        var (day, ledger) = KeepCoverage();
        Assert.That(Evidence("verify", "--data", folder.Path).Output, Does.Contain("faults=0 files=6"), "four pictures and clips, two cameras");
        ledger.Add("door", ledger.Days.StartOf(day), ledger.Days.StartOf(day).AddHours(1), CoverageMarks.GivenUp);
        Assert.That(Evidence("verify", "--data", folder.Path).Output, Does.Contain("faults=0"), "recordings that are given up change no state");

        ledger.Mark("door", ledger.Days.StartOf(day).AddHours(3), ledger.Days.StartOf(day).AddHours(4), CoverageState.Watched);
        File.Delete(Directory.GetFiles(folder.File("coverage"), "store.seconds", SearchOption.AllDirectories).Single());
        var run = Evidence("verify", "--data", folder.Path);

        Assert.That(run.Exit, Is.EqualTo(1));
        Assert.That(run.Output, Does.Contain("fault,fileChanged,6,6,coverage/2026-05-04/door\n").And.Contain("fault,fileMissing,6,6,coverage/2026-05-04/store\n"));
        Assert.That(run.Errors, Does.Contain("值守记录 coverage/2026-05-04/door 被改动").And.Contain("camera's day coverage/2026-05-04/door of record 6 was changed"));
    }

    [Test]
    public void Export_WithCamerasDays_IsSoundElsewhere()
    {
        var (_, ledger) = KeepCoverage();
        ledger.PackUpTo(new DateOnly(2026, 5, 6));

        Evidence("export", "--data", folder.Path, "--to", folder.File("copy"));

        Assert.That(Evidence("verify", "--data", folder.File("copy")).Output, Does.StartWith("evidence: records=6 sound=6 faults=0 files=6"));
    }

    [Test]
    public void Verify_KeyWasReplaced_SaysFromWhichRecordAndNeedsBoth()
    {
        File.Copy(folder.File("key/key.pub.pem"), folder.File("old.pem"));
        File.Delete(folder.File("key/key.pem"));
        new Stores(folder.Path).Dispose();

        var run = Evidence("verify", "--data", folder.Path);

        Assert.That(run.Exit, Is.Zero, run.Output + run.Errors);
        Assert.That(run.Output, Does.Match("key,6,[0-9a-f]{64}\n"));
        Assert.That(run.Errors, Does.Contain("从第 6 条记录起本机改用新密钥签名").And.Contain("From record 6 on the box signs with another key"));
        Assert.That(Evidence("verify", "--data", folder.Path, "--key", folder.File("old.pem")).Output, Does.Contain("fault,notSigned,6,6,"));
        Assert.That(Evidence("verify", "--data", folder.Path, "--key", folder.File("old.pem"), "--key", folder.File("key/key.pub.pem")).Exit, Is.Zero);
    }

    [Test]
    public void Verify_PictureChangedAndAnotherGone_AreNamed()
    {
        var pictures = Directory.GetFiles(folder.File("evidence"), "*.picture.jpg", SearchOption.AllDirectories).Order().ToList();
        File.WriteAllBytes(pictures[0], [0xFF, 0xD8, 0]);
        File.Delete(pictures[1]);

        var run = Evidence("verify", "--data", folder.Path);

        Assert.That(run.Output, Does.Contain("fault,fileChanged,1,1,").And.Contain("fault,fileMissing,2,2,").And.Contain("sound=5 faults=2 files=2"));
    }

    [Test]
    public void Verify_ClipGivenUpBecauseTheDiskRanShort_IsNoFault()
    {
        using (var stores = new Stores(folder.Path))
        {
            stores.Evidence.DropClip(UplinkBench.Sample("a"), stores.Evidence.Find("a")!.Clip!);
        }

        Assert.That(Evidence("verify", "--data", folder.Path).Output, Does.StartWith("evidence: records=6 sound=6 faults=0 files=3"));
    }

    [Test]
    public void Verify_EndCutOff_IsSeenByWhatTheCentreWasTold()
    {
        var newest = Evidence("list", "--data", folder.Path).Output.Split('\n')[2].Split(',')[^1];
        File.WriteAllText(
            folder.File("told"),
            """{"topic":"f/v1/c/c/s/incident","body":{"source":"s","data":{"evidence":{"number":3,"hash":"HASH"}}}}""".Replace("HASH", newest, StringComparison.Ordinal) + "\n");
        Edit(lines => lines.RemoveRange(2, 3));

        Assert.That(Evidence("verify", "--data", folder.Path).Exit, Is.Zero, "nothing tells that there was more");
        Assert.That(Evidence("verify", "--data", folder.Path, "--told", folder.File("told")).Output, Does.Contain("fault,missing,3,3,"));
    }

    [Test]
    public void Export_OneIncident_IsSoundElsewhereWithThePublicKeyAlone()
    {
        var copy = folder.File("copy");

        var run = Evidence("export", "--data", folder.Path, "--to", copy, "--incident", "a");

        Assert.That((run.Exit, run.Output), Is.EqualTo((0, "evidence: records=5 files=2 absent=0\n")));
        Assert.That(File.Exists(Path.Combine(copy, "key", "key.pem")), Is.False, "the private key stays on the box");
        var check = Evidence("verify", "--part", "--data", copy, "--key", folder.File("key/key.pub.pem"));
        Assert.That((check.Exit, check.Output), Is.EqualTo((0, check.Output)), check.Errors);
        Assert.That(check.Output, Does.StartWith("evidence: records=5 sound=5 faults=0 files=2 absent=2"));
        Assert.That(check.Errors, Does.Contain("2 pictures, clips or cameras' days are not in this copy"));
        Assert.That(Evidence("verify", "--data", copy).Output, Does.Contain("fault,fileMissing,2,2,"), "nobody said that it is a part");
        Assert.That(Evidence("export", "--data", folder.Path, "--to", copy).Exit, Is.EqualTo(1), "nothing is written over");
    }

    [Test]
    public void List_EachRecord_HasALine()
    {
        var lines = Evidence("list", "--data", folder.Path).Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(',')).ToList();

        Assert.That(lines.Select(line => string.Join(' ', line[0], line[2], line[3], line[4])), Is.EqualTo(new[]
        {
            "1 incident a Opened", "2 incident b Opened", "3 incident c Opened", $"4 clip a {lines[3][4]}", "5 verdict b Confirmed",
        }));
    }

    [TestCase("verify", "--data", "nowhere")]
    [TestCase("verify", "--data", "{0}", "--config", "config.json")]
    [TestCase("verify", "--data", "{0}", "--key", "{0}/agent.db")]
    [TestCase("verify", "--data", "{0}", "--told", "{0}/agent.db")]
    public void Evidence_WrongUsage_ExitsWithTwoAndSaysWhy(params string[] arguments)
    {
        var run = Evidence([.. arguments.Select(argument => argument.Replace("{0}", folder.Path, StringComparison.Ordinal))]);

        Assert.That(run.Exit, Is.EqualTo(2), run.Errors);
        Assert.That(run.Errors, Does.Contain("--").Or.Contain("nowhere"));
    }

    private static void Cheat(List<string> lines, string how, SigningKey stranger)
    {
        switch (how)
        {
            case "forged":
                var second = ChainLine.Read(Encoding.UTF8.GetBytes(lines[1]))!;
                lines[1] = Encoding.UTF8.GetString(ChainLine.Write(new ChainHead(1, second.Previous), second.At, second.Kind, second.Body, stranger).Line);
                break;
            case "removed":
                lines.RemoveAt(1);
                break;
            case "removed many":
                lines.RemoveRange(1, 2);
                break;
            case "reordered":
                (lines[1], lines[2]) = (lines[2], lines[1]);
                break;
            default:
                lines.Insert(2, lines[0]);
                break;
        }
    }

    private (DateOnly Day, CoverageLedger Ledger) KeepCoverage()
    {
        var day = new DateOnly(2026, 5, 4);
        var ledger = new CoverageLedger(folder.File("coverage"), new LocalDays(TimeZoneInfo.Utc), NullLogger<CoverageLedger>.Instance);
        foreach (var camera in new[] { "door", "store" })
        {
            ledger.Mark(camera, ledger.Days.StartOf(day), ledger.Days.StartOf(day).AddHours(2), CoverageState.Watched);
        }

        using var stores = new Stores(folder.Path);
        new CoverageRecords(stores.Database, stores.Journal, ledger).Write(day);
        return (day, ledger);
    }

    private void Edit(Action<List<string>> edit)
    {
        var file = Directory.GetFiles(folder.File("chain")).Single();
        var lines = File.ReadAllLines(file).ToList();
        edit(lines);
        File.WriteAllText(file, string.Concat(lines.Select(line => line + "\n")));
    }

    private static (int Exit, string Output, string Errors) Evidence(params string[] arguments)
    {
        using var output = new StringWriter();
        using var errors = new StringWriter();
        var exit = EvidenceCommand.Create().Parse(arguments).Invoke(new InvocationConfiguration { Output = output, Error = errors });
        return (exit, output.ToString(), errors.ToString());
    }
}
