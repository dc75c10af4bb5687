using System.Globalization;

namespace EdgeAgent.Tests.Support.Onvif;

/// <summary>The simulated camera as a client sees it that no one here wrote: the npm package onvif.</summary>
[TestFixture]
[Parallelizable(ParallelScope.Self)]
public sealed class NpmOnvifTests
{
    [TestCase(OnvifLogin.None, Media2Offer.None, false)]
    [TestCase(OnvifLogin.Token, Media2Offer.None, false)]
    [TestCase(OnvifLogin.Token, Media2Offer.All, false)]
    [TestCase(OnvifLogin.Digest, Media2Offer.None, true)]
    [TestCase(OnvifLogin.Digest, Media2Offer.All, true)]
    [TestCase(OnvifLogin.Either, Media2Offer.None, true)]
    public async Task Profiles_AsAForeignClientListsThem_AreThoseOfTheSetup(OnvifLogin login, Media2Offer media2, bool digest)
    {
        var setup = new OnvifSetup { Login = login, Media2 = media2, ClockOffset = TimeSpan.FromDays(-400) };
        await using var camera = await OnvifCamera.StartAsync(setup);

        var (exit, seen, error) = await NpmOnvif.ListAsync(camera, setup.User, setup.Password, digest);

        Assert.That(exit, Is.Zero, error);
        Assert.That(seen.GetProperty("model").GetString(), Is.EqualTo(setup.Model));
        Assert.That(seen.GetProperty("media2").GetBoolean(), Is.EqualTo(media2 == Media2Offer.All));
        Assert.That(
            seen.GetProperty("profiles").EnumerateArray().Select(profile => string.Join(
                ' ', profile.EnumerateObject().Select(property => property.Value.ToString()))),
            Is.EqualTo(setup.Profiles.Select(profile => string.Create(
                CultureInfo.InvariantCulture,
                $"{profile.Token} {profile.Name} {profile.Encoding} {profile.Width} {profile.Height} {profile.Stream} http://{camera.Address}/onvif/snapshot/{profile.Token}"))));
        Assert.That(camera.RefusedLogins, Is.Zero);
    }

    [TestCase(OnvifLogin.Token, false)]
    [TestCase(OnvifLogin.Digest, true)]
    public async Task Profiles_ForeignClientWithAWrongPassword_AreRefused(OnvifLogin login, bool digest)
    {
        await using var camera = await OnvifCamera.StartAsync(new OnvifSetup { Login = login });

        var (exit, _, error) = await NpmOnvif.ListAsync(camera, RtspCamera.User, "wrong", digest);

        Assert.That(exit, Is.EqualTo(1));
        Assert.That(error, Is.Not.Empty);
        Assert.That(camera.RefusedLogins, Is.Positive);
    }
}
