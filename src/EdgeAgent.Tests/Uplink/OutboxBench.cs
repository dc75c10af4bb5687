using System.Diagnostics;
using EdgeAgent.Rules;
using EdgeAgent.Tests.Support;
using EdgeAgent.Uplink;
using Microsoft.Extensions.Time.Testing;
using MQTTnet;
using MQTTnet.Formatter;

namespace EdgeAgent.Tests.Uplink;

/// <summary>
/// How fast a box gets rid of three days' incidents when the link returns, beside bare loops of MQTTnet that send the same
/// messages from memory to the same Mosquitto; and whether they come in order while new incidents overtake.
/// </summary>
internal static class OutboxBench
{
    private const int NewIncidents = 10;

    /// <summary>Where three days are written in minutes; what is measured is on the disk.</summary>
    private const string InMemory = "/dev/shm";
    private const int Window = SendingWindow.Unanswered;

    /// <param name="incidents">Each is two events and a thumbnail.</param>
    public static async Task<int> RunAsync(int incidents, int rounds)
    {
        var clock = Outage.Clock();
        using var folder = new TempFolder(Directory.Exists(InMemory) ? InMemory : null);
        var since = Stopwatch.GetTimestamp();
        await using (var box = new UplinkBench("mqtt://127.0.0.1:1", folder: folder.Path, time: clock))
        {
            Outage.Live(box, clock, incidents);
        }

        Console.WriteLine($"{incidents} incidents in {Outage.Length.TotalHours} h of the box's clock, written in {Stopwatch.GetElapsedTime(since).TotalSeconds:0} s; database {new FileInfo(folder.File("agent.db")).Length / 1e6:0.0} MB");
        var figures = new List<double[]>();
        for (var round = 0; round < rounds; round++)
        {
            figures.Add(await RoundAsync(folder.Path, clock, incidents));
        }

        double Median(Func<double[], double> of) => figures.Select(of).Order().ElementAt(rounds / 2);
        Console.WriteLine($"median of {rounds}: {Median(each => each[2] / each[0]):0.00} of the loop that awaits each, {Median(each => each[2] / each[1]):0.00} of the loop with {Window} on their way");
        return 0;
    }

    /// <returns>Messages a second: a loop that awaits each, one with a window, the agent.</returns>
    private static async Task<double[]> RoundAsync(string from, FakeTimeProvider clock, int incidents)
    {
        using var folder = Copy(from);
        using var broker = await MosquittoBroker.RunAsync();
        using var centre = await Arrivals.AtAsync(broker);
        var since = Stopwatch.GetTimestamp();
        var work = Environment.CpuUsage.TotalTime;
        await using var box = new UplinkBench(broker.Address, folder: folder.Path, time: clock);
        var opening = Stopwatch.GetElapsedTime(since);
        var workOpening = Environment.CpuUsage.TotalTime - work;
        var count = box.Outbox.Figures().Count;
        var messages = Prebuilt(box);
        var sequential = count / await LoopAsync(broker, messages, 1);
        await centre.UntilAsync(count);
        work = Environment.CpuUsage.TotalTime;
        var windowed = count / await LoopAsync(broker, messages, Window);
        var workBare = Environment.CpuUsage.TotalTime - work;
        await centre.UntilAsync(2 * count);
        messages.Clear();
        centre.Forget();
        GC.Collect();

        var memory = Environment.WorkingSet;
        since = Stopwatch.GetTimestamp();
        work = Environment.CpuUsage.TotalTime;
        await box.StartAsync();
        var overtaken = await ReportNewOnesAsync(box, centre, count);
        await Eventually.Holds(() => box.Outbox.Figures().Count == 0, "the outbox is empty", TimeSpan.FromMinutes(10));
        var agent = (count + (3 * NewIncidents)) / Stopwatch.GetElapsedTime(since).TotalSeconds;
        var workAgent = Environment.CpuUsage.TotalTime - work;
        await centre.UntilAsync(count + (3 * NewIncidents));
        Verify(centre, incidents);
        Console.WriteLine(
            $"await each {sequential:0}/s, {Window} on their way {windowed:0}/s, agent {agent:0}/s: {agent / sequential:0.00} and {agent / windowed:0.00}; "
            + $"{count} messages in order, a new event behind at most {overtaken} others; CPU a message {workBare.TotalMilliseconds / count:0.000} and {workAgent.TotalMilliseconds / count:0.000} ms; stores opened in {opening.TotalSeconds:0.0} s ({workOpening.TotalSeconds:0.0} s of CPU), {(Environment.WorkingSet - memory) / 1e6:0} MB more while sending");
        return [sequential, windowed, agent];
    }

    private static List<MqttApplicationMessage> Prebuilt(UplinkBench box)
    {
        var envelope = new Envelope(box.Options, box.Evidence.FullPath);
        return [.. box.Outbox.Read(0, OutboxPlace.Last, int.MaxValue).Select(message => envelope.For(message, replayed: true))];
    }

    /// <returns>Seconds until the last is acknowledged.</returns>
    private static async Task<double> LoopAsync(MosquittoBroker broker, List<MqttApplicationMessage> messages, int window)
    {
        using var client = new MqttClientFactory().CreateMqttClient();
        await client.ConnectAsync(new MqttClientOptionsBuilder().WithTcpServer("127.0.0.1", broker.Port).WithProtocolVersion(MqttProtocolVersion.V500).Build());
        var since = Stopwatch.GetTimestamp();
        var unanswered = new Queue<Task>();
        foreach (var message in messages)
        {
            unanswered.Enqueue(client.PublishAsync(message));
            if (unanswered.Count == window)
            {
                await unanswered.Dequeue();
            }
        }

        await Task.WhenAll(unanswered);
        return Stopwatch.GetElapsedTime(since).TotalSeconds;
    }

    /// <returns>How many other messages came at most between the writing of a new event and its arrival.</returns>
    private static async Task<int> ReportNewOnesAsync(UplinkBench box, Arrivals centre, int count)
    {
        var most = 0;
        for (var number = 0; number < NewIncidents; number++)
        {
            await centre.UntilAsync(1 + (count * number / (2 * NewIncidents)));
            box.Report($"new{number}", thumbnail: [0xFF, 0xD8, (byte)number]);
            var written = centre.Count;
            await Eventually.Holds(() => centre.PlaceOf($"new{number}") >= 0, "the new event has come");
            most = Math.Max(most, centre.PlaceOf($"new{number}") - written);
            box.Report($"new{number}", IncidentEvent.Closed);
        }

        return most;
    }

    private static void Verify(Arrivals centre, int incidents)
    {
        var backlog = centre.Events.Where(message => message.Seq <= 2 * incidents).Select(message => message.Seq);
        if (!backlog.SequenceEqual(Enumerable.Range(1, 2 * incidents).Select(seq => (long)seq)))
        {
            throw new InvalidOperationException("the backlog did not come whole and in order");
        }
    }

    // Pictures stay where they are.
    private static TempFolder Copy(string from)
    {
        var copy = new TempFolder();
        foreach (var file in Directory.GetFiles(from).Where(file => !file.EndsWith(".lock", StringComparison.Ordinal)))
        {
            File.Copy(file, copy.File(Path.GetFileName(file)));
        }

        Directory.CreateDirectory(copy.File("chain"));
        foreach (var file in Directory.GetFiles(Path.Combine(from, "chain")))
        {
            File.Copy(file, Path.Combine(copy.File("chain"), Path.GetFileName(file)));
        }

        Directory.CreateSymbolicLink(copy.File("evidence"), Path.Combine(from, "evidence"));
        return copy;
    }
}
