using FsCheck;
using FsCheck.Fluent;

namespace EdgeAgent.Tests.Rules;

/// <summary>What must hold of every way through the workroom.</summary>
public sealed class CrossContaminationPropertyTests
{
    private static readonly Gen<(double X, double Seconds)> Anywhere = Gen.OneOf(
        Stop(Workroom.Between, 2, 30), Stop(Workroom.Wash, 2, 50), Stop(Workroom.Cooked, 2, 50));

    private static readonly Gen<(double X, double Seconds)[]> NotInRaw = Anywhere.ArrayOf();

    // Out of raw, with some dawdling at neither place, to the basin for long enough, and on.
    private static readonly Gen<(double X, double Seconds)[]> WithWashing =
        from raw in Stop(Workroom.Raw, 2, 50)
        from dawdling in Dawdling
        from wash in Stop(Workroom.Wash, 28, 60)
        from rest in NotInRaw
        select Way([raw, .. dawdling, wash, .. rest]);

    private static readonly Gen<(double X, double Seconds)[]> WithoutWashing =
        from before in WithWashing
        from raw in Stop(Workroom.Raw, 6, 50)
        from dawdling in Dawdling
        from wash in Stop(Workroom.Wash, 0, 23)
        from cooked in Stop(Workroom.Cooked, 2, 50)
        select Way([.. before, raw, .. dawdling, wash, cooked]);

    private static Gen<(double X, double Seconds)[]> Dawdling => Stop(Workroom.Between, 1, 20).ArrayOf();

    [Test]
    public void Evaluate_HandsAreWashedEachTime_NeverAViolation() => Prop.ForAll(
        NotInRaw.ToArbitrary(),
        WithWashing.ArrayOf().ToArbitrary(),
        (before, ways) => Walk.Of(Workroom.Rules(Walk.Crossing), [.. before, .. ways.SelectMany(way => way)]).Count == 0).QuickCheckThrowOnFailure();

    [Test]
    public void Evaluate_HandsAreNotWashedOnce_AlwaysAViolation() => Prop.ForAll(
        WithoutWashing.ToArbitrary(),
        way => Walk.Of(Workroom.Rules(Walk.Crossing), way).Count > 0).QuickCheckThrowOnFailure();

    [Test]
    public void Evaluate_AnyMomentsInAnyOrder_GivesTheSameTwice()
    {
        var moments =
            from at in Gen.Choose(-100_000, 100_000)
            from id in Gen.Choose(1, 4)
            from x in Gen.Choose(0, 100)
            select (at, id, x);
        Prop.ForAll(moments.ArrayOf(60).ToArbitrary(), series => Said(series).SequenceEqual(Said(series))).QuickCheckThrowOnFailure();
    }

    private static List<bool> Said((int Milliseconds, int Id, int X)[] series)
    {
        var rules = Workroom.Rules(Walk.Crossing);
        return [.. series.Select(moment => rules.Look(moment.Milliseconds / 1000.0, Workroom.Person(moment.Id, moment.X / 100.0)) is not null)];
    }

    private static (double X, double Seconds)[] Way(params (double X, double Seconds)[] stops) => stops;

    /// <param name="from">Fifths of a second.</param>
    private static Gen<(double X, double Seconds)> Stop(double x, int from, int to) => Gen.Choose(from, to).Select(fifths => (x, fifths / 5.0));
}
