using System.Text;
using System.Text.Json.Nodes;
using EdgeAgent.Configuration;
using EdgeAgent.Storage;
using static EdgeAgent.Commands.Setup.DraftJson;

namespace EdgeAgent.Commands.Setup;

/// <summary>
/// A config.json on its way to be written. It is changed as JSON and not as options, so that every key the wizard does
/// not know about stays as it is.
/// </summary>
internal sealed class ConfigurationDraft
{
    public const string SchemaFile = "config.schema.json";
    public const string BrokerEntry = "uplink.broker";

    private readonly JsonObject root;
    private readonly JsonNode? before;
    private readonly Dictionary<string, string?> secrets = [];

    private ConfigurationDraft(string file, AgentOptions options, JsonObject root, JsonNode? before, bool hasComments)
    {
        this.root = root;
        this.before = before;
        File = file;
        Options = options;
        HasComments = hasComments;
    }

    public string File { get; }

    /// <summary>What the file said before; the defaults where there was none.</summary>
    public AgentOptions Options { get; }

    public bool IsNew => before is null;

    /// <summary>Whether the file has comments, which do not survive being written anew.</summary>
    public bool HasComments { get; }

    public bool IsChanged => !JsonNode.DeepEquals(root, before);

    /// <summary>Whether the file as it was holds passwords itself.</summary>
    public bool MovesPasswords { get; private set; }

    /// <summary>Passwords to be set, by the names of their entries in the secrets file.</summary>
    public IReadOnlyDictionary<string, string?> Secrets => secrets;

    /// <exception cref="ConfigurationException">The file is there and says something that cannot be; it has to be mended by hand.</exception>
    public static ConfigurationDraft Open(string file)
    {
        if (!System.IO.File.Exists(file))
        {
            return new ConfigurationDraft(file, new AgentOptions(), Empty(), null, hasComments: false);
        }

        var options = ConfigurationFile.Load(file);
        var text = System.IO.File.ReadAllText(file);
        var root = ConfigurationText.Parse(text);
        return new ConfigurationDraft(file, options, root, root.DeepClone(), HasComment(text));
    }

    public IReadOnlyList<KnownCamera> Cameras => [.. CameraNodes.Select(KnownCamera.Of)];

    /// <summary>Those that the file had.</summary>
    public IReadOnlyList<KnownCamera> CamerasBefore => [.. (before?["cameras"] as JsonArray ?? []).OfType<JsonObject>().Select(KnownCamera.Of)];

    /// <summary>The kind of workshop whose rules were asked for.</summary>
    public WorkshopTemplate? Workshop { get; private set; }

    /// <summary>Rules of it that were not written, because their zones are not drawn yet.</summary>
    public IReadOnlyList<WaitingRule> Waiting { get; private set; } = [];

    private RuleDrafts Rules => new(List(Section(root, "rules"), "active"));

    /// <summary>Where the models are, for a file that is not beside them.</summary>
    public void SetModelFolder(string folder) => Set(Section(root, "detection"), "modelFolder", folder);

    /// <summary>Brings the file up to what the plan says; a new site gets its rules, new cameras are watched by the rules there are.</summary>
    /// <exception cref="UsageException">The opening hours are asked for, and the file has several of them.</exception>
    public void Apply(SetupPlan plan)
    {
        var known = Cameras.Select(camera => camera.Id).ToHashSet();
        Put(plan.Site);
        foreach (var camera in plan.Cameras)
        {
            Put(camera);
        }

        foreach (var node in CameraNodes)
        {
            SetPassword(node, null, Text(node["id"])!);
        }

        if (IsNew)
        {
            Rules.Begin(plan.Cameras, plan.Site.Opening ?? OpeningHours.Usual);
        }
        else
        {
            Continue(plan, known);
        }

        if (plan.Site.Workshop is { } workshop)
        {
            Workshop = WorkshopTemplate.Find(workshop)!;
            Waiting = new WorkshopRules(List(Section(root, "rules"), "active")).Add(Workshop, SiteCameras);
        }
    }

    private void Continue(SetupPlan plan, HashSet<string> known)
    {
        foreach (var camera in plan.Cameras.Where(camera => !known.Contains(camera.Id)))
        {
            Rules.Watch(camera);
        }

        if (plan.Site.Opening is { } opening && !Rules.SetOpening(opening))
        {
            throw new UsageException($"--hours: {File} has several rules \"intrusion\" or none; set their hours there");
        }
    }

    private void Put(SiteDraft site)
    {
        var uplink = Section(root, "uplink");
        Set(uplink, "city", site.City);
        Set(uplink, "county", site.County);
        Set(uplink, "site", site.Site);
        var broker = Section(uplink, "broker");
        Set(broker, "address", site.Broker);
        Set(broker, "user", site.BrokerUser);
        SetPassword(broker, site.BrokerPassword, BrokerEntry);
    }

    /// <summary>Adds the camera, or brings what is known of the one with its id up to date.</summary>
    private void Put(CameraDraft camera)
    {
        var node = CameraNodes.FirstOrDefault(node => Text(node["id"]) == camera.Id);
        if (node is null)
        {
            node = new JsonObject { ["id"] = camera.Id };
            List(root, "cameras").Add(node);
        }

        CameraNode.Put(node, camera);
        SetPassword(node, camera.Password, camera.Id);
    }

    /// <summary>The file's bytes, checked as the agent itself would.</summary>
    /// <exception cref="ConfigurationException">What was asked for cannot be.</exception>
    public byte[] ToBytes()
    {
        var text = ConfigurationText.Write(root);
        ConfigurationFile.Parse(File, text);
        return Encoding.UTF8.GetBytes(text);
    }

    private List<SiteCamera> SiteCameras =>
        [.. CameraNodes.Select(node => new SiteCamera(Text(node["id"])!, [.. (node["zones"] as JsonObject ?? []).Select(zone => zone.Key)]))];

    private IEnumerable<JsonObject> CameraNodes => List(root, "cameras").OfType<JsonObject>();

    private static JsonObject Empty() => new()
    {
        ["$schema"] = SchemaFile,
        ["storage"] = new JsonObject { ["folder"] = "data" },
        ["cameras"] = new JsonArray(),
        ["rules"] = new JsonObject { ["timeZone"] = "Asia/Shanghai", ["active"] = new JsonArray() },
        ["uplink"] = new JsonObject(),
    };

    /// <summary>Keeps the password among the secrets, also one that the file has written out. Null leaves the one there is.</summary>
    private void SetPassword(JsonObject node, string? password, string entry)
    {
        var text = Text(node["password"]) ?? "";
        var kept = new Secret(text);
        if (kept.IsWrittenOut)
        {
            password ??= text;
            MovesPasswords = true;
        }

        // Somebody who keeps passwords elsewhere goes on doing so.
        if (password is null || kept.IsElsewhere)
        {
            return;
        }

        entry = kept.EntryName ?? entry;
        node["password"] = Secret.Entry(entry);
        secrets[entry] = password;
    }
}
