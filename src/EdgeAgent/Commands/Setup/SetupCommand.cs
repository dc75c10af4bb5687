using System.CommandLine;
using EdgeAgent.Cameras;
using EdgeAgent.Uplink;

namespace EdgeAgent.Commands.Setup;

/// <summary><c>setup</c>: the installer's wizard, or the same by flags.</summary>
public static class SetupCommand
{
    private static readonly string CameraHelp =
        "A camera, as key=value,key=value; may be given several times. id=kitchen; name=操作间; then one of: onvif=192.168.1.64 | brand=hikvision,host=192.168.1.65 (with :PORT where RTSP is not at 554) | "
        + "sub=rtsp://…,main=rtsp://…; and user=, password-env= where they differ; zones=floor+bench (also left, right). "
        + $"Brands: {string.Join(", ", PathTemplates.All.Select(template => template.Id))}.";

    public static Command Create()
    {
        var config = new Option<string>("--config") { Description = "The configuration file; one that is there is kept and added to.", DefaultValueFactory = _ => "config.json" };
        var yes = new Option<bool>("--yes") { Description = "Ask nothing: everything comes from the flags. Without it the flags are suggestions." };
        var city = new Option<string?>("--city") { Description = "City level of the topics, e.g. quanzhou." };
        var county = new Option<string?>("--county") { Description = "County level of the topics, e.g. anxi." };
        var site = new Option<string?>("--site") { Description = "This workshop; unique within its county." };
        var hours = new Option<string?>("--hours") { Description = $"Opening hours; people inside at other times are reported ({OpeningHours.Usual})." };
        var workshop = new Option<string?>("--workshop") { Description = $"Kind of workshop, whose usual rules are written into the file: {string.Join(", ", WorkshopTemplate.All.Select(template => template.Id))}. In a file that is there it adds those that are missing." };
        var broker = new Option<string?>("--broker") { Description = "Address: mqtt://host:1883, or mqtts://host:8883 for TLS." };
        var brokerUser = new Option<string?>("--broker-user") { Description = "User name at the broker." };
        var brokerPassword = new Option<string?>("--broker-password-env") { Description = "Name of the environment variable that holds the broker's password." };
        var user = new Option<string?>("--user") { Description = "User name at the cameras." };
        var password = new Option<string?>("--password-env") { Description = "Name of the environment variable that holds the cameras' password." };
        var camera = new Option<string[]>("--camera") { Description = CameraHelp, HelpName = "id=…,…" };
        var discover = new Option<bool>("--discover") { Description = "With --yes: take every ONVIF camera that is found on the network." };
        var noCheck = new Option<bool>("--no-check") { Description = "Do not run the acceptance test at the end." };

        Refuse(hours, "--hours", text => OpeningHours.IsValid(text) ? null : "must be like 06:00-20:00");
        Refuse(workshop, "--workshop", text => WorkshopTemplate.Find(text) is null ? $"{text}: there are {string.Join(", ", WorkshopTemplate.All.Select(template => template.Id))}" : null);
        Refuse(broker, "--broker", BrokerOptions.Problem);
        var command = new Command("setup", "Sets this box up: finds cameras, logs in, asks what has to be known, writes config.json and secrets.json, and runs the acceptance test. Passwords are never given on the command line.")
        {
            config, yes, city, county, site, hours, workshop, broker, brokerUser, brokerPassword, user, password, camera, discover, noCheck,
        };
        command.SetAction((parsed, cancellationToken) => Failure.GuardAsync(parsed, () =>
        {
            string? Secret(Option<string?> option) => parsed.GetValue(option) is { } name ? CameraFlag.Variable(option.Name, name) : null;
            var (sharedUser, sharedPassword) = (parsed.GetValue(user), Secret(password));
            var flags = new SetupFlags(
                parsed.GetRequiredValue(config),
                parsed.GetValue(yes),
                new SiteDraft(
                    parsed.GetValue(city), parsed.GetValue(county), parsed.GetValue(site), parsed.GetValue(hours),
                    parsed.GetValue(broker), parsed.GetValue(brokerUser), Secret(brokerPassword), parsed.GetValue(workshop)),
                sharedUser,
                sharedPassword,
                [.. (parsed.GetValue(camera) ?? []).Select(value => CameraFlag.Parse(value, sharedUser, sharedPassword))],
                parsed.GetValue(discover),
                !parsed.GetValue(noCheck));
            return new SetupRun(flags, parsed.InvocationConfiguration).RunAsync(cancellationToken);
        }));
        return command;
    }

    private static void Refuse(Option<string?> option, string name, Func<string, string?> problem) => option.Validators.Add(result =>
    {
        if (result.Tokens is [{ Value: var text }] && problem(text) is { } said)
        {
            result.AddError($"{name} {said}");
        }
    });
}
