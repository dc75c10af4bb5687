namespace EdgeAgent.Tests.Support.Onvif;

/// <summary>Which login the camera takes for its services. Snapshots want an HTTP login wherever the services want one.</summary>
public enum OnvifLogin
{
    None,

    /// <summary>HTTP digest; a token is as good as no login.</summary>
    Digest,

    /// <summary>WS-UsernameToken; an HTTP login is as good as none.</summary>
    Token,

    /// <summary>Either of the two.</summary>
    Either,
}

/// <summary>What the newer media service (ver20) tells of.</summary>
public enum Media2Offer
{
    /// <summary>There is none: all profiles stand in the older one, H.265 against the schema.</summary>
    None,

    /// <summary>All profiles; the older service leaves H.265 out, which its schema does not know.</summary>
    All,

    /// <summary>H.265 only; the rest stands in the older service alone.</summary>
    OnlyH265,
}

/// <summary>How cameras on site differ from the book.</summary>
[Flags]
public enum OnvifQuirks
{
    None = 0,

    /// <summary>The clock's UTC time is in truth the local time (UTC+8); tokens are checked against true UTC.</summary>
    LocalTimeAsUtc = 1 << 0,

    /// <summary>The clock is told right, but tokens are checked against local time (UTC+8).</summary>
    TokenAgainstLocalTime = 1 << 1,

    /// <summary>A token is refused with a fault and no challenge, whatever else was sent.</summary>
    RefusesToken = 1 << 2,

    /// <summary>Token and HTTP login in one request are refused.</summary>
    RefusesBothLogins = 1 << 3,

    /// <summary>All addresses in answers hold <see cref="OnvifSetup.WrongHost"/>.</summary>
    WrongHost = 1 << 4,

    /// <summary>A refused login is told only in the text of a fault of the receiver.</summary>
    NotAuthorizedInTextOnly = 1 << 5,

    /// <summary>A refused login has HTTP status 400.</summary>
    RefusesWithBadRequest = 1 << 6,

    /// <summary>Everything is answered with status 200 and a page for people.</summary>
    OkToAnything = 1 << 7,

    /// <summary>The snapshot is a page for people but is called image/jpeg.</summary>
    SnapshotIsNoJpeg = 1 << 8,

    /// <summary>The snapshot is a JPEG but is called text/html.</summary>
    SnapshotCalledHtml = 1 << 9,

    /// <summary>Snapshots want HTTP basic, not digest.</summary>
    SnapshotWantsBasic = 1 << 10,

    /// <summary>Answers of 64 MB.</summary>
    HugeAnswer = 1 << 11,

    /// <summary>Answers with 100,000 elements inside each other.</summary>
    DeepAnswer = 1 << 12,

    /// <summary>Answers with a document type whose entity lies at the camera: see <see cref="OnvifCamera.EntitiesFetched"/>.</summary>
    ExternalEntity = 1 << 13,

    /// <summary>Requests are taken and never answered.</summary>
    Hangs = 1 << 14,

    /// <summary>Even what the book gives to anybody (clock, services) wants a login.</summary>
    ClockNeedsLogin = 1 << 15,

    /// <summary>Each answer names another address of the stream: <c>?n=1</c>, <c>?n=2</c>…</summary>
    MovingStreams = 1 << 16,

    /// <summary>Old firmware: GetServices is not known.</summary>
    NoGetServices = 1 << 17,

    /// <summary>No profile has a snapshot.</summary>
    NoSnapshot = 1 << 18,

    /// <summary>A token's nonce may come again, as long as its time is of this minute.</summary>
    TakesNoncesAgain = 1 << 19,

    /// <summary>The services tell anybody everything; snapshots and the stream want the login.</summary>
    ServicesOpenToAnybody = 1 << 20,
}

/// <summary>A profile that the camera offers.</summary>
/// <param name="Encoding">H264, H265 or JPEG.</param>
/// <param name="Stream">Where its stream is in truth, without login.</param>
public sealed record OfferedProfile(
    string Token, string Name, string Encoding, int Width, int Height, int FramesPerSecond, int KilobitsPerSecond, Uri Stream);

/// <summary>What the camera is like.</summary>
public sealed record OnvifSetup
{
    /// <summary>The zone of <see cref="OnvifQuirks.LocalTimeAsUtc"/>.</summary>
    public static readonly TimeSpan LocalZone = TimeSpan.FromHours(8);

    public IReadOnlyList<OfferedProfile> Profiles { get; init; } =
    [
        new("Profile_1", "mainStream", "H264", 1920, 1080, 25, 4096, new Uri("rtsp://127.0.0.1:554/main")),
        new("Profile_2", "subStream", "H264", 640, 360, 10, 512, new Uri("rtsp://127.0.0.1:554/sub")),
    ];

    public OnvifLogin Login { get; init; } = OnvifLogin.None;

    public OnvifQuirks Quirks { get; init; }

    public Media2Offer Media2 { get; init; }

    public string User { get; init; } = RtspCamera.User;

    public string Password { get; init; } = RtspCamera.Password;

    public string Manufacturer { get; init; } = "Acme";

    public string Model { get; init; } = "IPC-2000";

    public string Name { get; init; } = "Front Door 1号";

    /// <summary>The camera's own name on the network.</summary>
    public string Endpoint { get; init; } = $"urn:uuid:{Guid.NewGuid()}";

    public string WrongHost { get; init; } = "192.168.99.99";

    /// <summary>How far the camera's clock is ahead.</summary>
    public TimeSpan ClockOffset { get; init; }

    /// <summary>How far a token's time may be from the camera's clock.</summary>
    public TimeSpan TokenWindow { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>How long the camera thinks before each answer.</summary>
    public TimeSpan AnswersAfter { get; init; }

    /// <summary>After so many refused logins the right one is refused too; null: never.</summary>
    public int? LocksAfter { get; init; }

    /// <summary>Where the camera listens.</summary>
    public string Address { get; init; } = "127.0.0.1";

    /// <summary>0: any free one.</summary>
    public int Port { get; init; }

    /// <summary>Whether it answers probes on the network. Other cameras on the same machine need an address of their own.</summary>
    public bool IsDiscoverable { get; init; }

    /// <summary>Addresses of the device service that it names before the right one when it is probed, e.g. one of IPv6.</summary>
    public IReadOnlyList<string> OtherAddresses { get; init; } = [];

    /// <summary>Endpoints of other cameras for which it answers probes too, before itself, as a recorder does for its channels.</summary>
    public IReadOnlyList<string> AnswersFor { get; init; } = [];

    public TimeProvider Time { get; init; } = TimeProvider.System;

    internal bool Has(OnvifQuirks quirk) => Quirks.HasFlag(quirk);
}
