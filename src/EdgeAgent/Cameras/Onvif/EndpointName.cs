namespace EdgeAgent.Cameras.Onvif;

/// <summary>A camera's own name on the network, as cameras and people write it.</summary>
internal static class EndpointName
{
    /// <summary>Whether both are one, however the prefix <c>urn:uuid:</c> is spelt or left out.</summary>
    public static bool AreSame(string one, string other) =>
        WithoutPrefix(one).Equals(WithoutPrefix(other), StringComparison.OrdinalIgnoreCase);

    private static ReadOnlySpan<char> WithoutPrefix(ReadOnlySpan<char> endpoint)
    {
        foreach (var prefix in (ReadOnlySpan<string>)["urn:", "uuid:"])
        {
            if (endpoint.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))
            {
                endpoint = endpoint[prefix.Length..];
            }
        }

        return endpoint;
    }
}
