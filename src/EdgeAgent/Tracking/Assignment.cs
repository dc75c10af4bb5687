namespace EdgeAgent.Tracking;

/// <summary>Minimum-cost one-to-one assignment.</summary>
internal static class Assignment
{
    /// <summary>
    /// The Hungarian method with potentials and shortest augmenting paths (Jonker and Volgenant, Computing 38, 1987),
    /// O(rows² · columns). Pairs that cost more than the limit stay apart.
    /// </summary>
    /// <param name="cost">Finite costs, rows by columns.</param>
    /// <returns>For each row its column, or -1.</returns>
    public static int[] Solve(double[,] cost, double limit)
    {
        var (rows, columns) = (cost.GetLength(0), cost.GetLength(1));
        var result = new int[rows];
        Array.Fill(result, -1);

        // A column of its own for each row, at the limit's cost, stands for "stays apart" and makes every row assignable.
        var width = columns + rows;
        double Cost(int row, int column) => column < columns ? Math.Min(cost[row, column], limit * 2) : limit;

        var rowPotential = new double[rows + 1];
        var columnPotential = new double[width + 1];
        var rowOfColumn = new int[width + 1];
        var previous = new int[width + 1];
        for (var row = 1; row <= rows; row++)
        {
            var distance = new double[width + 1];
            Array.Fill(distance, double.PositiveInfinity);
            var visited = new bool[width + 1];
            var column = 0;
            rowOfColumn[0] = row;
            do
            {
                visited[column] = true;
                var (from, best, next) = (rowOfColumn[column], double.PositiveInfinity, 0);
                for (var candidate = 1; candidate <= width; candidate++)
                {
                    if (visited[candidate])
                    {
                        continue;
                    }

                    var reduced = Cost(from - 1, candidate - 1) - rowPotential[from] - columnPotential[candidate];
                    if (reduced < distance[candidate])
                    {
                        distance[candidate] = reduced;
                        previous[candidate] = column;
                    }

                    if (distance[candidate] < best)
                    {
                        (best, next) = (distance[candidate], candidate);
                    }
                }

                for (var other = 0; other <= width; other++)
                {
                    if (visited[other])
                    {
                        rowPotential[rowOfColumn[other]] += best;
                        columnPotential[other] -= best;
                    }
                    else
                    {
                        distance[other] -= best;
                    }
                }

                column = next;
            }
            while (rowOfColumn[column] != 0);

            for (; column != 0; column = previous[column])
            {
                rowOfColumn[column] = rowOfColumn[previous[column]];
            }
        }

        for (var column = 1; column <= columns; column++)
        {
            if (rowOfColumn[column] is var row and > 0 && cost[row - 1, column - 1] <= limit)
            {
                result[row - 1] = column - 1;
            }
        }

        return result;
    }
}
