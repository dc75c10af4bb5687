using System.Text.Json;
using EdgeAgent.Tests.Support;

namespace EdgeAgent.Tests.Journeys;

/// <summary>One installed agent as a journey needs it: a folder with its configuration and data, and its page's address.</summary>
public sealed class Workshop : IDisposable
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull,
    };

    private readonly TempFolder folder = new();
    private readonly NetworkNamespace? network;
    private readonly HttpClient page;

    /// <param name="cameras">As in config.json.</param>
    /// <param name="rules">The active rules, as in config.json.</param>
    /// <param name="storage">As in config.json; by default a folder of its own.</param>
    /// <param name="recording">As in config.json; by default with a small reserve.</param>
    /// <param name="network">Where the agent runs; by default in the test's own network.</param>
    public Workshop(string broker, IEnumerable<object> cameras, IEnumerable<object> rules, object? storage = null, NetworkNamespace? network = null, object? recording = null)
    {
        this.network = network;
        var port = FreePort.Next();
        page = new HttpClient(network?.HttpHandler() ?? new SocketsHttpHandler()) { BaseAddress = new Uri($"http://127.0.0.1:{port}"), Timeout = TimeSpan.FromSeconds(10) };
        Configuration = folder.File("config.json");
        File.WriteAllText(Configuration, JsonSerializer.Serialize(
            new
            {
                storage = storage ?? new { reserveMegabytes = 16 },
                recording = recording ?? new { reserveMegabytes = 16 },
                cameras,
                detection = new { modelFolder = Repository.File("models") },
                rules = new { timeZone = "Asia/Shanghai", active = rules },
                uplink = new { city = "quanzhou", county = "anxi", site = "tofu-042", broker = new { address = broker } },
                statusPage = new { port },
            },
            Json));
    }

    public string Configuration { get; }

    public Uri Page => page.BaseAddress!;

    public AgentProcess Start()
    {
        string[] run = ["run", "--config", Configuration];
        return network is null ? AgentProcess.Start(run) : AgentProcess.StartIn(network, run);
    }

    /// <summary>The page's answer, or null while there is none.</summary>
    public Task<JsonElement?> StatusAsync() => AskAsync("/api/status");

    /// <summary>The page's answer at an address, or null while there is none or it is a refusal.</summary>
    public async Task<JsonElement?> AskAsync(string address)
    {
        try
        {
            await using var answer = await page.GetStreamAsync(address);
            using var document = await JsonDocument.ParseAsync(answer);
            return document.RootElement.Clone();
        }
        catch (Exception error) when (error is HttpRequestException or TaskCanceledException or IOException)
        {
            return null;
        }
    }

    /// <summary>Gives a camera an order as the page does.</summary>
    public async Task OrderAsync(string camera, string order, string body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/cameras/{camera}/{order}") { Content = new StringContent(body) };
        request.Headers.Add("Origin", page.BaseAddress!.GetLeftPart(UriPartial.Authority));
        request.Content.Headers.ContentType = new("application/json");
        using var answer = await page.SendAsync(request);
        answer.EnsureSuccessStatusCode();
    }

    public Task<string> MetricsAsync() => page.GetStringAsync("/metrics");

    /// <summary>One camera of the page's answer, or null while it is not there yet.</summary>
    public async Task<JsonElement?> CameraAsync(string id) =>
        await StatusAsync() is { } status
            ? status.GetProperty("cameras").EnumerateArray().Select(camera => (JsonElement?)camera).SingleOrDefault(camera => camera!.Value.GetProperty("id").GetString() == id)
            : null;

    /// <summary>Pictures of a camera that were worked on since the start.</summary>
    public async Task<long> PicturesAsync(string id) => (await CameraAsync(id))?.GetProperty("frames").GetInt64() ?? 0;

    /// <summary>Waits for so many further pictures of a camera.</summary>
    public async Task CameraGoesOn(string id, long pictures, TimeSpan? within = null)
    {
        var before = await PicturesAsync(id);
        await Eventually.Finds<object>(
            async () => await PicturesAsync(id) >= before + pictures ? this : null, $"{pictures} further pictures of {id}", within);
    }

    /// <summary>Waits until a camera is in one of the states.</summary>
    public Task CameraBecomes(string id, TimeSpan within, params string[] states) => Eventually.Finds<object>(
        async () => await CameraAsync(id) is { } camera && states.Contains(camera.GetProperty("state").GetString()) ? camera : null,
        $"camera {id} is {string.Join(" or ", states)}",
        within);

    public void Dispose()
    {
        page.Dispose();
        folder.Dispose();
    }
}
