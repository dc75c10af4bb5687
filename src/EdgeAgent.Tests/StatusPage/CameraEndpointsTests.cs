using System.Net;
using System.Text;
using EdgeAgent.Pipeline;
using EdgeAgent.Tests.Support;

namespace EdgeAgent.Tests.StatusPage;

public sealed class CameraEndpointsTests
{
    [TestCase("pause", """{"minutes":60}""")]
    [TestCase("resume", "{}")]
    [TestCase("view", "{}")]
    public async Task Post_FromThePage_IsCarriedOutByTheCamerasLoop(string what, string body)
    {
        await using var page = await ServedPage.StartAsync();

        var (status, orders) = await OrderAsync(page, what, body, applies: true);

        Assert.That(status, Is.EqualTo(HttpStatusCode.NoContent));
        Assert.That(orders, Is.EqualTo(new CameraOrder[]
        {
            what switch
            {
                "pause" => new CameraOrder.Pause(TimeSpan.FromHours(1)),
                "resume" => new CameraOrder.Resume(),
                _ => new CameraOrder.AcceptView(),
            },
        }));
    }

    [Test]
    public async Task Post_NotInThisState_IsAConflict()
    {
        await using var page = await ServedPage.StartAsync();

        Assert.That((await OrderAsync(page, "view", "{}", applies: false)).Status, Is.EqualTo(HttpStatusCode.Conflict));
    }

    [TestCase("/api/cameras/nobody/pause")]
    [TestCase("/api/cameras/HALL/resume")]
    [TestCase("/api/cameras/hall/reboot")]
    public async Task Post_UnknownCameraOrOrder_IsNotFound(string address)
    {
        await using var page = await ServedPage.StartAsync();

        using var answer = await page.PostAsync(address, """{"minutes":15}""");

        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
    }

    [TestCase("")]
    [TestCase("null")]
    [TestCase("60")]
    [TestCase("{}")]
    [TestCase("""{"minutes":0}""")]
    [TestCase("""{"minutes":-1}""")]
    [TestCase("""{"minutes":721}""")]
    [TestCase("""{"minutes":99999999999}""")]
    [TestCase("""{"minutes":1.5}""")]
    [TestCase("""{"minutes":"60"}""")]
    [TestCase("""{"minutes":60,"minutes":600}""")]
    [TestCase("""{"minutes":60,"camera":"store"}""")]
    [TestCase("""{"minutes":60""")]
    public async Task Pause_BodyThatIsNone_IsToldWhatItMustBe(string body)
    {
        await using var page = await ServedPage.StartAsync();

        using var answer = await page.PostAsync("/api/cameras/hall/pause", body);

        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
        Assert.That(await answer.Content.ReadAsStringAsync(), Does.Contain("whole number N from 1 to 720"));
    }

    [Test]
    public async Task Pause_BodyOfAMegabyte_IsNotRead()
    {
        await using var page = await ServedPage.StartAsync();

        using var answer = await page.PostAsync("/api/cameras/hall/pause", new string(' ', 1_000_000));

        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.RequestEntityTooLarge));
    }

    [Test]
    public async Task Pause_RandomBytes_AreNeverCarriedOutAndNeverAnErrorOfTheAgent()
    {
        await using var page = await ServedPage.StartAsync();
        var random = new Random(20260504);
        for (var round = 0; round < 300; round++)
        {
            var body = Encoding.UTF8.GetBytes("""{"minutes":60}""");
            for (var i = 0; i <= random.Next(4); i++)
            {
                body[random.Next(body.Length)] = (byte)random.Next(256);
            }

            using var answer = await page.PostAsync("/api/cameras/nobody/pause", body);

            // A number may have become another number: then it is the camera that is unknown.
            Assert.That(answer.StatusCode, Is.AnyOf(HttpStatusCode.BadRequest, HttpStatusCode.NotFound), Convert.ToHexString(body));
        }
    }

    [TestCase(null, "application/json", Description = "no browser")]
    [TestCase("http://evil.example", "application/json")]
    [TestCase("null", "application/json")]
    [TestCase("own", "text/plain", Description = "what a form of another site can send")]
    [TestCase("own", "application/x-www-form-urlencoded")]
    [TestCase("own", null)]
    [TestCase("https", "application/json", Description = "not this page's scheme")]
    [TestCase("port", "application/json", Description = "another program of this box")]
    public async Task Post_NotFromThePage_IsRefused(string? origin, string? type)
    {
        await using var page = await ServedPage.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/cameras/hall/pause") { Content = new ByteArrayContent("""{"minutes":60}"""u8.ToArray()) };
        request.Content.Headers.TryAddWithoutValidation("Content-Type", type);
        var own = page.Address.GetLeftPart(UriPartial.Authority);
        request.Headers.TryAddWithoutValidation("Origin", origin switch
        {
            "own" => own,
            "https" => own.Replace("http:", "https:"),
            "port" => $"http://{page.Address.Host}:1",
            _ => origin,
        });

        using var answer = await page.Http.SendAsync(request);

        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.Forbidden));
    }

    [TestCase("PUT")]
    [TestCase("DELETE")]
    [TestCase("OPTIONS")]
    [TestCase("PROPFIND")]
    public async Task OtherMethods_Always_AreRefused(string method)
    {
        await using var page = await ServedPage.StartAsync();

        using var answer = await page.Http.SendAsync(new HttpRequestMessage(new HttpMethod(method), "/api/cameras/hall/pause"));

        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.Forbidden));
        Assert.That(answer.Headers.Contains("Access-Control-Allow-Origin"), Is.False);
    }

    [Test]
    public async Task Get_OfAnOrder_ChangesNothing()
    {
        await using var page = await ServedPage.StartAsync();

        using var answer = await page.Http.GetAsync("/api/cameras/hall/pause");

        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.MethodNotAllowed));
    }

    // The camera's loop is played by this test: it serves until the answer is there.
    private static async Task<(HttpStatusCode Status, List<CameraOrder> Orders)> OrderAsync(
        ServedPage page, string what, string body, bool applies)
    {
        var orders = new List<CameraOrder>();
        var asked = page.PostAsync($"/api/cameras/hall/{what}", body);
        await Eventually.Holds(
            () =>
            {
                page.Controls.Find("hall")!.Serve(order =>
                {
                    orders.Add(order);
                    return applies;
                });
                return asked.IsCompleted;
            },
            "the page answers");
        using var answer = await asked;
        return (answer.StatusCode, orders);
    }
}
