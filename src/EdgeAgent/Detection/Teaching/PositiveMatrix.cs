namespace EdgeAgent.Detection.Teaching;

/// <summary>The Cholesky decomposition of a symmetric positive definite matrix.</summary>
internal sealed class PositiveMatrix
{
    private readonly double[,] lower;
    private readonly int size;

    /// <param name="values">Symmetric and positive definite; only the lower half is read.</param>
    public PositiveMatrix(double[,] values)
    {
        size = values.GetLength(0);
        lower = new double[size, size];
        for (var row = 0; row < size; row++)
        {
            for (var column = 0; column <= row; column++)
            {
                var rest = values[row, column];
                for (var i = 0; i < column; i++)
                {
                    rest -= lower[row, i] * lower[column, i];
                }

                lower[row, column] = row == column ? Math.Sqrt(rest) : rest / lower[column, column];
            }
        }
    }

    /// <returns>The x for which matrix · x = right.</returns>
    public double[] Solve(double[] right)
    {
        var x = (double[])right.Clone();
        for (var row = 0; row < size; row++)
        {
            for (var i = 0; i < row; i++)
            {
                x[row] -= lower[row, i] * x[i];
            }

            x[row] /= lower[row, row];
        }

        for (var row = size - 1; row >= 0; row--)
        {
            for (var i = row + 1; i < size; i++)
            {
                x[row] -= lower[i, row] * x[i];
            }

            x[row] /= lower[row, row];
        }

        return x;
    }

    public double[][] Inverse() =>
        [.. Enumerable.Range(0, size).Select(column => Solve([.. Enumerable.Range(0, size).Select(row => row == column ? 1.0 : 0)]))];
}
