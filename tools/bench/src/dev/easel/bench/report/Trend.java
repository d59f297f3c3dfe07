package dev.easel.bench.report;

import java.util.List;

/** A straight line through points. */
public final class Trend {

    /** A point of a plot. */
    public record Point(double x, double y) {}

    private Trend() {}

    /** The slope by least squares; NaN for fewer than two different x. */
    public static double slope(List<Point> points) {
        double meanX = points.stream().mapToDouble(Point::x).average().orElse(Double.NaN);
        double meanY = points.stream().mapToDouble(Point::y).average().orElse(Double.NaN);
        double covariance = points.stream()
                .mapToDouble(point -> (point.x() - meanX) * (point.y() - meanY))
                .sum();
        double variance = points.stream()
                .mapToDouble(point -> (point.x() - meanX) * (point.x() - meanX))
                .sum();
        return covariance / variance;
    }
}
