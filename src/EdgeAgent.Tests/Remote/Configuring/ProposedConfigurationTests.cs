using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using EdgeAgent.Configuration;
using EdgeAgent.Remote.Configuring;
using FsCheck;
using FsCheck.Fluent;

namespace EdgeAgent.Tests.Remote.Configuring;

public sealed class ProposedConfigurationTests
{
    private static readonly string[] Pieces =
    [
        "null", "true", "0", "-1", "1e999", "\"\"", "\"***\"", "\"x\"", "[]", "{}", "[null]", "\"secret:broker\"", "\"env:PATH\"", "\"file:/etc/passwd\"",
        "\"../../etc/passwd\"", "\"rtsp://203.0.113.9/a\"", "\"/***\"", "\"\\ud800\"", "\"door\"", "9999999999999999999999",
    ];

    [Test]
    public void Of_SentBackAsShown_IsNoChange()
    {
        using var box = new ConfiguredBox();

        var proposed = box.Proposed(_ => { });

        Assert.That(proposed.IsChange, Is.False);
        Assert.That(proposed.Secrets, Is.Empty);
    }

    [Test]
    public void Of_OtherNameAndRule_KeepsThePasswordsAsTheyStand()
    {
        using var box = new ConfiguredBox();

        var proposed = box.Proposed(root =>
        {
            root["cameras"]![0]!["name"] = "前门";
            root["rules"]!["active"]!.AsArray().Add(new JsonObject { ["rule"] = "intrusion" });
        });
        var written = JsonNode.Parse(proposed.Content)!;

        Assert.Multiple(() =>
        {
            Assert.That(proposed.IsChange);
            Assert.That(proposed.Options.Cameras[0].Name, Is.EqualTo("前门"));
            Assert.That(
                written["cameras"]!.AsArray().Select(camera => (string?)camera!["password"]),
                Is.EqualTo(new[] { ConfiguredBox.WrittenOut, "secret:store", "env:YARD", "file:/run/secrets/old", null }));
            Assert.That((string?)written["cameras"]![2]!["subStream"], Does.Contain(ConfiguredBox.InPath));
            Assert.That(proposed.Secrets, Is.Empty);
        });
    }

    [Test]
    public void Of_CamerasInAnotherOrder_EachKeepsItsOwnPassword()
    {
        using var box = new ConfiguredBox();

        var proposed = box.Proposed(root =>
        {
            var cameras = root["cameras"]!.AsArray();
            var first = cameras[0];
            cameras.RemoveAt(0);
            cameras.Add(first);
        });

        Assert.That((string?)JsonNode.Parse(proposed.Content)!["cameras"]![4]!["password"], Is.EqualTo(ConfiguredBox.WrittenOut));
    }

    [Test]
    public void Of_NewPasswords_GoIntoTheSecretsFileUnderNamesThatAreFree()
    {
        using var box = new ConfiguredBox();

        var proposed = box.Proposed(root =>
        {
            root["cameras"]![0]!["password"] = "new-1";
            root["cameras"]![1]!["password"] = "new-2";
        });

        Assert.That(proposed.Secrets, Is.EquivalentTo(new Dictionary<string, string?> { ["door"] = "new-1", ["store.2"] = "new-2" }));
        Assert.That(Encoding.UTF8.GetString(proposed.Content), Does.Contain("secret:door").And.Contain("secret:store.2").And.Not.Contain("new-"));
    }

    [TestCase("secret:broker")]
    [TestCase("env:PATH")]
    [TestCase("file:/etc/shadow")]
    [TestCase("secret:store", TestName = "of another camera")]
    public void Of_ReferenceThatTheBoxDoesNotHaveThere_IsRefused(string reference)
    {
        using var box = new ConfiguredBox();

        Assert.That(box.Refusal(root => root["cameras"]![0]!["password"] = reference), Does.Contain("cameras[0].password: must be the password itself"));
    }

    [Test]
    public void Of_HiddenPartWhereTheBoxHasNone_IsRefused()
    {
        using var box = new ConfiguredBox();

        var refusal = box.Refusal(root =>
        {
            root["cameras"]!.AsArray().Add(new JsonObject { ["id"] = "new", ["subStream"] = "rtsp://192.168.1.66/***", ["password"] = "***" });
            root["cameras"]![0]!["subStream"] = "rtsp://192.168.1.64:554/***";
        });

        Assert.That(refusal, Does.Contain("cameras[5].password: ***").And.Contain("cameras[5].subStream: ***").And.Contain("cameras[0].subStream: ***"));
    }

    [TestCase("rtsp://203.0.113.9:554/Streaming/Channels/102", TestName = "another host")]
    [TestCase("rtsp://192.168.1.64:8554/Streaming/Channels/102", TestName = "another port")]
    [TestCase("rtsps://192.168.1.64:554/Streaming/Channels/102", TestName = "another scheme")]
    public void Of_KeptPasswordWouldGoToAnotherPlace_IsRefused(string address)
    {
        using var box = new ConfiguredBox();

        Assert.Multiple(() =>
        {
            Assert.That(box.Refusal(root => root["cameras"]![0]!["subStream"] = address), Does.Contain("cameras[0].password: must be written out"));
            Assert.That(box.Refusal(root => root["cameras"]![0]!["mainStream"] = address), Does.Contain("cameras[0].password: must be written out"));
            Assert.That(box.Refusal(root => root["cameras"]![1]!["onvif"]!["endpoint"] = "urn:uuid:1"), Does.Contain("cameras[1].password: must be written out"));
        });
    }

    [Test]
    public void Of_NewPasswordOrAnotherPathAtTheSamePlace_IsTaken()
    {
        using var box = new ConfiguredBox();

        var proposed = box.Proposed(root =>
        {
            root["cameras"]![0]!["subStream"] = "rtsp://192.168.1.64/Streaming/Channels/101";
            root["cameras"]![1]!["onvif"]!["address"] = "10.0.0.9";
            root["cameras"]![1]!["password"] = "new";
        });

        Assert.That(proposed.Options.Cameras[1].Onvif!.Address, Is.EqualTo("10.0.0.9"));
    }

    [Test]
    public void Of_SeveralThingsWrong_NamesAllOfThem()
    {
        using var box = new ConfiguredBox();

        var refusal = box.Refusal(root =>
        {
            root["video"] = new JsonObject { ["ffmpeg"] = "/bin/sh" };
            root["storage"] = new JsonObject { ["folder"] = "/etc" };
            root["statusPage"] = new JsonObject { ["port"] = 80 };
            root["recording"] = new JsonObject { ["sound"] = true };
            root["uplink"]!["site"] = "other";
            root["uplink"]!["broker"]!["address"] = "mqtt://203.0.113.9";
            root["uplink"]!["broker"]!["password"] = "file:/etc/shadow";
            root["cameras"]![4]!["clip"]!["file"] = "/etc/passwd";
        });

        foreach (var path in new[]
        {
            "video.ffmpeg", "storage.folder", "statusPage.port", "recording.sound", "uplink.site", "uplink.broker.address", "uplink.broker.password",
            "cameras[4].clip.file",
        })
        {
            Assert.That(refusal, Does.Contain($"{path}: may be changed at the box only"));
        }
    }

    [Test]
    public void Of_NewCameraThatIsAFileOrTooManyOfThem_IsRefused()
    {
        using var box = new ConfiguredBox();

        var refusal = box.Refusal(root =>
        {
            var cameras = root["cameras"]!.AsArray();
            cameras.Add(new JsonObject { ["id"] = "file", ["clip"] = new JsonObject { ["file"] = "/etc/passwd" } });
            Enumerable.Range(0, 100).ToList().ForEach(number => cameras.Add(new JsonObject { ["id"] = $"c{number}", ["subStream"] = "rtsp://10.0.0.1/" }));
        });

        Assert.That(refusal, Does.Contain("cameras[5].clip: may be changed at the box only").And.Contain("cameras: must be 64 at most"));
    }

    [Test]
    public void Of_ValuesThatCannotBe_NamesAllOfThem()
    {
        using var box = new ConfiguredBox();

        var refusal = box.Refusal(root =>
        {
            root["video"] = new JsonObject { ["width"] = 1 };
            root["rules"]!["active"]![0]!["rule"] = "dance";
            root["surprise"] = true;
        });

        Assert.That(refusal, Does.Contain("video.width").And.Contain("rules.active[0].rule").And.Contain("surprise"));
    }

    // The options that a later version of the agent adds are the box's own until somebody decides otherwise.
    [TestCaseSource(nameof(PlainOptions))]
    public void Of_EveryPlainOption_IsTheCentresOnlyWhereItIsNamed(string section, string option, JsonNode value)
    {
        string[] centre =
        [
            "video.framesPerSecond", "video.width", "video.stallSeconds", "detection.threads", "detection.stillLookSeconds", "detection.lookSeconds",
            "tracking.highConfidence", "tracking.newConfidence", "tracking.lostSeconds", "rules.timeZone", "uplink.heartbeatSeconds",
        ];
        using var box = new ConfiguredBox();
        void Change(JsonNode root)
        {
            root[section] ??= new JsonObject();
            root[section]![option] = value.DeepClone();
        }

        if (centre.Contains($"{section}.{option}"))
        {
            Assert.That(box.Proposed(Change).IsChange);
        }
        else
        {
            Assert.That(box.Refusal(Change), Does.Contain($"{section}.{option}: "));
        }
    }

    [Test]
    public void Of_MutatedConfiguration_IsRefusedOrLeavesTheBoxItsOwn()
    {
        using var box = new ConfiguredBox();
        var before = box.Present;
        var shown = box.Shown.ToJsonString();
        string[] own = ["", ConfiguredBox.WrittenOut, "secret:store", "env:YARD", "file:/run/secrets/old", "secret:broker"];

        Prop.ForAll(Mutated(shown).ToArbitrary(), text =>
        {
            if (Element(text) is not { } config)
            {
                return;
            }

            try
            {
                var proposed = ProposedConfiguration.Of(before, config, box.Secrets);
                Assert.That(BoxOnly.Changed(before.Options, proposed.Options), Is.Empty);
                Assert.That(Passwords(proposed), Is.SubsetOf(own.Concat(proposed.Secrets.Keys.Select(name => $"secret:{name}"))));
            }
            catch (ConfigurationException error)
            {
                Assert.That(error.Message, Does.Not.Contain(ConfiguredBox.WrittenOut).And.Not.Contain(ConfiguredBox.InPath).And.Not.Contain(ConfiguredBox.Entered));
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(400));
    }

    private static IEnumerable<string> Passwords(ProposedConfiguration proposed) =>
        ConfidentialText.In(ConfigurationText.Parse(Encoding.UTF8.GetString(proposed.Content))).Where(text => text.IsPassword).Select(text => text.Text);

    private static IEnumerable<TestCaseData> PlainOptions()
    {
        var defaults = JsonSerializer.SerializeToNode(new AgentOptions(), ConfigurationFile.Json)!.AsObject();
        return from section in defaults
               where section.Value is JsonObject
               from option in section.Value!.AsObject()
               where option.Value is JsonValue
               select new TestCaseData(section.Key, option.Key, Other(option.Key, option.Value!)).SetArgDisplayNames(section.Key, option.Key);
    }

    private static JsonNode Other(string name, JsonNode value) => value.GetValueKind() switch
    {
        JsonValueKind.True or JsonValueKind.False => !value.GetValue<bool>(),
        JsonValueKind.Number when value.AsValue().TryGetValue<int>(out var whole) => whole + 1,
        JsonValueKind.Number => value.GetValue<double>() + 0.1,
        _ => name switch { "timeZone" => "UTC", "schedule" => "never", _ => "other" },
    };

    // Mostly sound changes of one or two values, so that many get past the reader.
    private static Gen<string> Mutated(string text)
    {
        var tokens = System.Text.RegularExpressions.Regex.Matches(text, "\"[^\"]*\"|[0-9.]+|true|false");
        var change = from index in Gen.Choose(0, tokens.Count - 1)
                     from piece in Gen.Elements(Pieces)
                     select (tokens[index].Index, tokens[index].Length, piece);
        return from count in Gen.Choose(1, 2)
               from changes in change.ArrayOf(count)
               select changes.DistinctBy(each => each.Index).OrderByDescending(each => each.Index)
                   .Aggregate(text, (whole, each) => whole[..each.Index] + each.piece + whole[(each.Index + each.Length)..]);
    }

    private static JsonElement? Element(string text)
    {
        try
        {
            return JsonDocument.Parse(text).RootElement;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
