using EdgeAgent.Tracking;
using FsCheck;
using FsCheck.Fluent;

namespace EdgeAgent.Tests.Tracking;

public sealed class AssignmentTests
{
    private const double Limit = 0.7;

    [Test]
    public void Solve_SmallMatrix_IsAsCheapAsTheBestOfAllWays() => Prop.ForAll(Matrices(), cost =>
    {
        var assigned = Assignment.Solve(cost, Limit);

        Assert.That(assigned, Has.Length.EqualTo(cost.GetLength(0)));
        Assert.That(assigned.Where(column => column >= 0), Is.Unique);
        Assert.That(Price(cost, assigned), Is.EqualTo(Cheapest(cost, 0, [])).Within(1e-9));
    }).QuickCheckThrowOnFailure();

    [Test]
    public void Solve_PairDearerThanTheLimit_StaysApart() => Prop.ForAll(Matrices(), cost =>
    {
        var assigned = Assignment.Solve(cost, Limit);
        return Enumerable.Range(0, assigned.Length).All(row => assigned[row] < 0 || cost[row, assigned[row]] <= Limit);
    }).QuickCheckThrowOnFailure();

    [Test]
    public void Solve_GreedyWouldBeWrong_TakesTheCheaperWhole()
    {
        double[,] cost = { { 0.1, 0.2 }, { 0.15, 0.9 } };

        Assert.That(Assignment.Solve(cost, 1), Is.EqualTo([1, 0]));
    }

    [TestCase(0, 3)]
    [TestCase(3, 0)]
    public void Solve_NothingOnOneSide_LeavesAllApart(int rows, int columns) =>
        Assert.That(Assignment.Solve(new double[rows, columns], Limit), Has.Length.EqualTo(rows).And.All.EqualTo(-1));

    private static Arbitrary<double[,]> Matrices() =>
        (from rows in Gen.Choose(0, 4)
         from columns in Gen.Choose(0, 4)
         from values in Gen.Choose(0, 100).ArrayOf(rows * columns)
         select Matrix(rows, columns, values)).ToArbitrary();

    private static double[,] Matrix(int rows, int columns, int[] values)
    {
        var cost = new double[rows, columns];
        for (var i = 0; i < values.Length; i++)
        {
            cost[i / columns, i % columns] = values[i] / 100.0;
        }

        return cost;
    }

    private static double Price(double[,] cost, int[] assigned) =>
        assigned.Select((column, row) => column < 0 ? Limit : cost[row, column]).Sum();

    private static double Cheapest(double[,] cost, int row, HashSet<int> taken)
    {
        if (row == cost.GetLength(0))
        {
            return 0;
        }

        var best = Limit + Cheapest(cost, row + 1, taken);
        for (var column = 0; column < cost.GetLength(1); column++)
        {
            if (cost[row, column] <= Limit && taken.Add(column))
            {
                best = Math.Min(best, cost[row, column] + Cheapest(cost, row + 1, taken));
                taken.Remove(column);
            }
        }

        return best;
    }
}
