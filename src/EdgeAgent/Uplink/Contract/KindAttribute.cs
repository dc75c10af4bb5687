using System.ComponentModel.DataAnnotations;

namespace EdgeAgent.Uplink.Contract;

/// <summary>The supervising office's five words for what a rule watches.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class KindAttribute() : AllowedValuesAttribute("hygiene", "surroundings", "additions", "cross", "equipment");
