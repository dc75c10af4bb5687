using EdgeAgent.Cameras;
using EdgeAgent.Pipeline;
using EdgeAgent.Storage;
using EdgeAgent.Tests.Support;
using EdgeAgent.Tests.Support.Onvif;

namespace EdgeAgent.Tests.Pipeline;

public sealed class CameraClocksTests
{
    // Cameras show whole seconds of a time that plausibility is asked of, so it is one of this version's years.
    private static readonly DateTimeOffset Now = SystemClock.BuiltIn.AddYears(1);
    private static readonly TimeZoneInfo Shanghai = TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai");

    private JumpingTime clock = null!;
    private SteadyTime steady = null!;
    private List<OnvifCamera> cameras = null!;

    [SetUp]
    public void Begin()
    {
        clock = new JumpingTime(Now);
        steady = new SteadyTime(clock);
        cameras = [];
    }

    [TearDown]
    public async Task EndAsync()
    {
        foreach (var camera in cameras)
        {
            await camera.DisposeAsync();
        }
    }

    [TestCase(0, 0, ExpectedResult = true)]
    [TestCase(50, -50, ExpectedResult = null, Description = "a hundred seconds apart, neither is more right")]
    [TestCase(30, -20, ExpectedResult = true)]
    [TestCase(-36_000, -36_030, ExpectedResult = false)]
    [TestCase(0, -36_000, ExpectedResult = null)]
    public async Task<bool?> Agree_TwoCameras_BothHaveToShowTheSame(int one, int other) => (await AskAsync(At(one), At(other))).Agree();

    [Test]
    public async Task Agree_OneCamera_IsNoWitness() => Assert.That((await AskAsync(At(-36_000))).Agree(), Is.Null);

    [Test]
    public async Task Agree_OneOfThreeDiffers_TheOthersDecide() =>
        Assert.That((await AskAsync(At(0), At(5000), At(10))).Agree(), Is.True);

    [Test]
    public async Task Agree_CamerasThatWereNeverSet_AreNoWitnesses()
    {
        var since1970 = (int)(DateTimeOffset.UnixEpoch.AddMinutes(3) - Now).TotalSeconds;

        Assert.That((await AskAsync(At(since1970), At(since1970))).Agree(), Is.Null);
    }

    [Test]
    public async Task Agree_CamerasThatTakeLocalTimeForUtc_AreNoWitnesses()
    {
        var local = new OnvifSetup { Quirks = OnvifQuirks.LocalTimeAsUtc, Time = clock };

        Assert.That((await AskAsync(local, local)).Agree(), Is.Null);
    }

    [Test]
    public async Task Agree_TheBoxIsSetMeanwhile_ItIsComparedAsItIsNow()
    {
        var clocks = await AskAsync(At(36_000), At(36_000));
        Assert.That(clocks.Agree(), Is.False);

        clock.Jump(TimeSpan.FromHours(10));
        Assert.That(clocks.Agree(), Is.True);
        clock.Jump(TimeSpan.FromHours(-1));
        Assert.That(clocks.Agree(), Is.False);
        Assert.That(clocks.Offsets.Select(offset => offset.Ahead), Has.All.EqualTo(TimeSpan.FromHours(1)).Within(TimeSpan.FromSeconds(1)));
    }

    [Test]
    public async Task Offsets_OneDoesNotAnswer_TheOthersAreThere()
    {
        var clocks = await AskAsync(At(90), new OnvifSetup { Quirks = OnvifQuirks.ClockNeedsLogin, Login = OnvifLogin.Digest, Time = clock });

        Assert.That(clocks.Offsets.Select(offset => (offset.Camera, Math.Round(offset.Ahead.TotalSeconds))), Is.EqualTo(new[] { ("a", 90.0) }));
    }

    private OnvifSetup At(int secondsAhead) => new() { ClockOffset = TimeSpan.FromSeconds(secondsAhead), Time = clock };

    private async Task<CameraClocks> AskAsync(params OnvifSetup[] setups)
    {
        foreach (var setup in setups)
        {
            cameras.Add(await OnvifCamera.StartAsync(setup));
        }

        var options = cameras.Select((camera, number) => new CameraOptions
        {
            Id = ((char)('a' + number)).ToString(),
            Onvif = new OnvifOptions { Address = camera.Address },
        });
        var clocks = new CameraClocks([.. options], Shanghai, steady);
        await clocks.AskAsync(CancellationToken.None);
        return clocks;
    }
}
