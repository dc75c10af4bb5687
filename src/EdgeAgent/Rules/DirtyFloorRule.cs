using EdgeAgent.Geometry;

namespace EdgeAgent.Rules;

/// <summary>Something lies on the floor that is no part of it.</summary>
public sealed class DirtyFloorRule(RuleSettings settings) : LeftThingRule(settings)
{
    protected override Point Place(Box thing) => thing.Foot;
}
