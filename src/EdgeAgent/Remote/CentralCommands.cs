using EdgeAgent.Detection;
using EdgeAgent.Remote.Configuring;
using EdgeAgent.Remote.Push;
using EdgeAgent.Uplink.Commands;

namespace EdgeAgent.Remote;

/// <summary>What the centre may ask for; each command has a file of its own.</summary>
internal static class CentralCommands
{
    /// <summary>Makes the handlers; what they use is the other rooms'.</summary>
    public static IServiceCollection AddCentralCommands(this IServiceCollection services) => services
        .AddSingleton<ShownCameras>()
        .AddSingleton<SnapshotCommand>()
        .AddSingleton<LiveCommand>()
        .AddSingleton<RebirthCommand>()
        .AddSingleton<VerdictCommand>()
        .AddSingleton<PushDesk>()
        .AddSingleton<ClipCommand>()
        .AddSingleton<StreamCommand>();

    /// <summary>Gives each command to its handler; call before the agent connects.</summary>
    public static void Register(CommandDesk desk, IServiceProvider handlers)
    {
        desk.Handle("snapshot", handlers.GetRequiredService<SnapshotCommand>().AnswerAsync);
        desk.Handle("live", handlers.GetRequiredService<LiveCommand>().AnswerAsync, isLong: true);
        desk.Handle("rebirth", handlers.GetRequiredService<RebirthCommand>().AnswerAsync);
        desk.Handle("verdict", handlers.GetRequiredService<VerdictCommand>().AnswerAsync);
        handlers.GetService<ConfigurationCommands>()?.Register(desk);
        if (handlers.GetService<FaceBlur>() is null)
        {
            desk.Handle("clip", handlers.GetRequiredService<ClipCommand>().AnswerAsync, isLong: true);
            desk.Handle("stream", handlers.GetRequiredService<StreamCommand>().AnswerAsync, isLong: true);
        }
        else
        {
            desk.Handle("clip", RefuseVideoAsync);
            desk.Handle("stream", RefuseVideoAsync);
        }
    }

    private static Task<CommandAnswer> RefuseVideoAsync(CommandRequest request, CancellationToken cancellationToken) =>
        Task.FromResult(CommandAnswer.Refused("faces are to be blurred in whatever leaves the box (uplink.blurFaces), and video is handed on as it is"));
}
