using EdgeAgent.Geometry;

namespace EdgeAgent.Tracking;

/// <summary>
/// Kalman filter over a box: centre x, centre y, width and height, each with constant velocity. With noise that does
/// not couple the four, the usual eight-dimensional filter of SORT-like trackers is exactly four of two dimensions.
/// </summary>
internal sealed class KalmanBox
{
    private readonly KalmanAxis centerX;
    private readonly KalmanAxis centerY;
    private readonly KalmanAxis width;
    private readonly KalmanAxis height;

    public KalmanBox(Box box)
    {
        centerX = new KalmanAxis(box.Center.X, box.Width);
        centerY = new KalmanAxis(box.Center.Y, box.Height);
        width = new KalmanAxis(box.Width, box.Width);
        height = new KalmanAxis(box.Height, box.Height);
    }

    public Box Box => Box.Around(
        new Point(centerX.Position, centerY.Position), Math.Max(width.Position, 1e-3), Math.Max(height.Position, 1e-3));

    /// <param name="seconds">Time since the last prediction.</param>
    public void Predict(double seconds)
    {
        var box = Box;
        centerX.Predict(seconds, box.Width);
        centerY.Predict(seconds, box.Height);
        width.Predict(seconds, box.Width);
        height.Predict(seconds, box.Height);
    }

    public void Correct(Box measured)
    {
        centerX.Correct(measured.Center.X, measured.Width);
        centerY.Correct(measured.Center.Y, measured.Height);
        width.Correct(measured.Width, measured.Width);
        height.Correct(measured.Height, measured.Height);
    }
}
