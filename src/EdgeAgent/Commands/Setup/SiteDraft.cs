namespace EdgeAgent.Commands.Setup;

/// <summary>This site as it shall be written. What is null stays as it is in the file.</summary>
/// <param name="Opening">Opening hours such as <c>06:00-20:00</c>.</param>
/// <param name="BrokerPassword">In the clear; goes to the secrets file.</param>
/// <param name="Workshop">Id of a <see cref="WorkshopTemplate"/> whose rules are wanted.</param>
internal sealed record SiteDraft(
    string? City, string? County, string? Site, string? Opening, string? Broker, string? BrokerUser, string? BrokerPassword, string? Workshop = null)
{
    public override string ToString() => Site ?? "";
}
