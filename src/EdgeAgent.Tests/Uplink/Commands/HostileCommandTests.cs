using System.Text;
using System.Text.Json;
using EdgeAgent.Tests.Support;
using EdgeAgent.Uplink.Commands;

namespace EdgeAgent.Tests.Uplink.Commands;

/// <summary>Whatever bytes come on the topic of a command, under whatever name: the desk goes on, and each is accounted for.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class HostileCommandTests
{
    private const int Each = 160;
    private const int AtATime = 16;

    private static readonly string[] Names =
    [
        "probe", "probe", "probe", "", "PROBE", "probe ", "../probe", "+", "#", "$SYS", "名字", "\u0000", "\uFFFD", "config-set", new('x', 60_000), "probe\n[ERR] forged line",
    ];

    private static readonly string[] Values =
    [
        "null", "true", "0", "-0", "1e999999999", "-1e-999999999", new('9', 5_000), "0.1e1", "\"\"", "\"\\ud800\"", "\"\\udfff\\ud800\"", "\"\\u0000\"", "\"a/b\"", "\"../..\"", "\"+\"",
        "[]", "{}", "[[[[]]]]", "{\"a\":{\"a\":{\"a\":1}}}", "\"9999-12-31T23:59:59.9999999Z\"", "\"0001-01-01T00:00:00+14:00\"", "\"2026-02-30T00:00:00Z\"", "\"2026-03-01T12:00:30Z\"",
        new string('[', 40) + new string(']', 40), $"\"{new string('é', 9_000)}\"",
    ];

    [Test]
    public async Task Receive_AnyBytes_IsRefusedOrIgnoredAndCounted([Range(1, 4)] int seed)
    {
        var random = new Random(seed);
        await using var bench = new DeskBench();
        bench.Desk.Handle("probe", ReadAll);
        await bench.StartAsync();

        for (var sent = 0; sent < Each; sent += AtATime)
        {
            for (var i = 0; i < AtATime; i++)
            {
                bench.Say(random.GetItems(Names, 1)[0], Body(random, bench), retained: random.Next(8) == 0);
            }

            // As many as there may be in that time, so that none is refused for its number alone.
            bench.Time.Advance(TimeSpan.FromMinutes(AtATime));
            await Eventually.Holds(() => bench.Counted() == sent + AtATime, $"{sent + AtATime} are counted, not {bench.Counted()}");
        }

        Assert.That(bench.Desk.ExecuteTask!.IsCompleted, Is.False);
        Assert.That(bench.Log.Newest(Each), Has.All.Matches<CommandEntry>(entry => entry.Name is "probe" or "other" && !entry.GoesOn));
        bench.Say("probe", bench.Request("still-there"));
        await Eventually.Holds(() => bench.Log.Newest(1).Single().RequestId == "still-there", "the next command is carried out");
    }

    // Looks at all that it is given, and fails where it cannot.
    private static Task<CommandAnswer> ReadAll(CommandRequest request, CancellationToken cancellationToken)
    {
        Look(request.Args);
        return Task.FromResult(CommandAnswer.Done(new { request.RequestId }));
    }

    private static void Look(JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var field in value.EnumerateObject())
                {
                    Assert.That(field.Name, Is.Not.Null);
                    Look(field.Value);
                }

                break;
            case JsonValueKind.Array:
                value.EnumerateArray().ToList().ForEach(Look);
                break;
            case JsonValueKind.String:
                Assert.That(value.GetString(), Is.Not.Null);
                break;
            case JsonValueKind.Number:
                Assert.That(value.GetInt32(), Is.Not.Negative);
                break;
        }
    }

    private static byte[] Body(Random random, DeskBench bench) => random.Next(6) switch
    {
        0 => Noise(random, random.Next(300)),
        1 => Torn(random, Encoding.UTF8.GetBytes(bench.Request($"torn-{random.Next()}"))),
        2 => Encoding.UTF8.GetBytes(Fields(random)),
        3 => Encoding.UTF8.GetBytes(bench.Request($"args-{random.Next()}").Replace("\"args\":{}", $"\"args\":{{\"x\":{Value(random)},\"{Value(random).Trim('"')}\":1}}", StringComparison.Ordinal)),
        4 => Encoding.UTF8.GetBytes($"{{\"requestId\":\"deep-{random.Next()}\",\"args\":{new string(random.GetItems("[{\"".AsSpan(), 1)[0], random.Next(60_000))}"),
        _ => Noise(random, random.Next(2) == 0 ? 1_000_000 : CommandReader.MaximumBytes),
    };

    private static string Fields(Random random) => "{" + string.Join(',', Enumerable.Range(0, random.Next(8)).Select(_ =>
        $"\"{random.GetItems(["requestId", "issuedAt", "expiresAt", "args", "RequestId", "__proto__", "", "\\ud800"], 1)[0]}\":{(random.Next(3) == 0 ? $"\"id-{random.Next()}\"" : Value(random))}")) + "}";

    private static string Value(Random random) => random.GetItems(Values, 1)[0];

    private static byte[] Noise(Random random, int length)
    {
        var bytes = new byte[length];
        random.NextBytes(bytes);
        return bytes;
    }

    private static byte[] Torn(Random random, byte[] whole)
    {
        foreach (var place in Enumerable.Range(0, random.Next(4)).Select(_ => random.Next(whole.Length)))
        {
            whole[place] = (byte)random.Next(256);
        }

        return whole[..random.Next(whole.Length + 1)];
    }
}
