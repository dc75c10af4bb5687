using EdgeAgent.Configuration;

namespace EdgeAgent.Tests.Configuration;

public sealed class ValueCheckTests
{
    [Test]
    public void Run_SectionWithAKeyOfAWrongKind_ItsOtherValuesAreCheckedToo()
    {
        const string Text = """
            { "cameras": [ { "id": "kitchen", "password": 7, "subStream": "exec:touch x" } ],
              "uplink": { "city": "a", "county": "b", "site": "c", "broker": { "address": "http://x", "user": 5 } } }
            """;

        var error = Assert.Throws<ConfigurationException>(() => ConfigurationFile.Parse("c", Text))!;

        Assert.That(error.Problems.Select(problem => problem.Path), Is.SupersetOf(new[]
        {
            "cameras[0].password", "cameras[0].subStream", "uplink.broker.user", "uplink.broker.address",
        }));
    }
}
