namespace EdgeAgent.Cameras;

/// <summary>
/// The usual paths of the brands found in workshops. Left out are brands that want the password in the path, such as
/// Xiongmai (雄迈): a path is shown and logged, a password must not be.
/// </summary>
public static class PathTemplates
{
    /// <summary>In the order in which people are asked.</summary>
    public static IReadOnlyList<PathTemplate> All { get; } =
    [
        // Hikvision's integration guide, "Streaming/Channels/{channel}0{stream}"; the same for its brand HiLook.
        new("hikvision", "海康威视", "Hikvision, HiLook", "/Streaming/Channels/101", "/Streaming/Channels/102"),

        // Dahua's HTTP API, "Get real-time stream"; the same for Imou (乐橙) and other devices of its make.
        new("dahua", "大华、乐橙", "Dahua, Imou", "/cam/realmonitor?channel=1&subtype=0", "/cam/realmonitor?channel=1&subtype=1"),

        // Uniview's list of RTSP addresses for IPCs; its recorders have /unicast/c1/s0/live instead.
        new("uniview", "宇视", "Uniview", "/media/video1", "/media/video2"),

        // TP-Link's support pages on RTSP for VIGI and Tapo.
        new("tplink", "TP-LINK 普联", "TP-Link VIGI, Tapo", "/stream1", "/stream2"),

        // Hikvision's older form, which EZVIZ's support gives for its own cameras; H.265 is sent under the same path.
        new("ezviz", "萤石", "EZVIZ", "/h264/ch1/main/av_stream", "/h264/ch1/sub/av_stream"),

        // Tiandy: /{channel}/{stream}.
        new("tiandy", "天地伟业", "Tiandy", "/1/1", "/1/2"),

        // Huawei HoloSens SDC: Media1 is the main stream, Media2 the sub stream.
        new("huawei", "华为好望", "Huawei HoloSens", "/LiveMedia/ch1/Media1", "/LiveMedia/ch1/Media2"),

        // Reolink support, article 900000630706; older models have h264Preview_01_main.
        new("reolink", "睿联", "Reolink", "/Preview_01_main", "/Preview_01_sub"),

        // Axis developer documentation, "RTSP endpoints": one path, the size as a parameter.
        new("axis", "安讯士", "Axis", "/axis-media/media.amp", "/axis-media/media.amp?resolution=640x360"),
    ];

    public static PathTemplate? Find(string id) => All.FirstOrDefault(template => template.Id == id);
}
