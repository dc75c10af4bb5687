using EdgeAgent.Pipeline;
using EdgeAgent.Uplink;

namespace EdgeAgent.Remote.Configuring;

/// <summary>The parts by which the centre reads and sets the configuration.</summary>
internal static class CentralConfiguration
{
    /// <param name="trial">Null where the configuration is from no file: then there is nothing to set.</param>
    public static IServiceCollection AddCentralConfiguration(this IServiceCollection services, ConfigurationTrial? trial) => trial is null ? services : services
        .AddSingleton(trial)
        .AddSingleton<AgentRestart>()
        .AddSingleton(provider => new TrialJudge(
            trial,
            provider.GetRequiredService<StatusBoard>(),
            () => provider.GetRequiredService<MqttPublisher>().Status.Connected,
            provider.GetRequiredService<AgentRestart>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<TrialJudge>>()))
        .AddHostedService(provider => provider.GetRequiredService<TrialJudge>())
        .AddSingleton<ConfigurationCommands>();
}
