using EdgeAgent.StatusPage;
using EdgeAgent.Tests.Support;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace EdgeAgent.Tests.StatusPage;

public sealed class FileAnswerTests
{
    [Test]
    public async Task Of_FileDeletedBeforeItIsSent_IsSentAll()
    {
        using var folder = new TempFolder();
        var path = folder.File("a.mp4");
        await File.WriteAllBytesAsync(path, [1, 2, 3, 4]);

        var answer = FileAnswer.Of(path, "video/mp4", "gone");
        File.Delete(path);

        Assert.That(await SentAsync(answer), Is.EqualTo((200, new byte[] { 1, 2, 3, 4 }, true)));
    }

    [TestCase("none.mp4")]
    [TestCase("none/none.mp4")]
    public async Task Of_NoSuchFile_SaysSo(string name)
    {
        using var folder = new TempFolder();

        Assert.That((await SentAsync(FileAnswer.Of(folder.File(name), "video/mp4", "gone"))).Status, Is.EqualTo(404));
    }

    private static async Task<(int Status, byte[] Body, bool CanBeAskedForAgain)> SentAsync(IResult answer)
    {
        await using var services = new ServiceCollection().AddLogging().BuildServiceProvider();
        using var body = new MemoryStream();
        var context = new DefaultHttpContext { RequestServices = services };
        context.Response.Body = body;
        await answer.ExecuteAsync(context);
        return (context.Response.StatusCode, body.ToArray(), context.Response.GetTypedHeaders().LastModified is not null);
    }
}
