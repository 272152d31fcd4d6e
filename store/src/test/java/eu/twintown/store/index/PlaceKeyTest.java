package eu.twintown.store.index;

import static org.assertj.core.api.Assertions.assertThat;

import eu.twintown.kernel.geo.BoundingBox;
import eu.twintown.store.index.PlaceKey.Run;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What two boxes share, keys must show; see {@link PlaceKey}. */
class PlaceKeyTest {
    private static final double SQUARE = 360.0 / (1 << PlaceKey.BITS);

    private final Random random = new Random(7);

    @Test
    void everyBoxThatSharesAPointIsInARun() {
        int shared = 0;
        for (int i = 0; i < 200_000; i++) {
            BoundingBox stored = box();
            BoundingBox searched = random.nextInt(3) > 0 ? near(stored) : box();
            if (stored.intersects(searched)) {
                shared++;
                assertThat(isCandidate(stored, searched))
                        .as("%s of a search in %s", stored, searched)
                        .isTrue();
            }
        }
        assertThat(shared).isGreaterThan(50_000);
    }

    @Test
    void runsDoNotOverlapSoThatNothingIsFoundTwice() {
        for (int i = 0; i < 20_000; i++) {
            List<Run> runs = PlaceKey.candidates(box());
            List<Run> sorted =
                    runs.stream().sorted(Comparator.comparingLong(Run::from)).toList();

            assertThat(runs).hasSizeLessThan(60).allMatch(run -> run.from() <= run.to());
            for (int j = 1; j < sorted.size(); j++) {
                assertThat(sorted.get(j).from()).isGreaterThan(sorted.get(j - 1).to());
            }
        }
    }

    @Test
    void bitsOfAPointTellWhetherItIsInABox() {
        for (int i = 0; i < 100_000; i++) {
            BoundingBox box = box();
            double x = near(box).minLongitude();
            double y = near(box).minLatitude();
            long key = PlaceKey.of(new BoundingBox(x, y, x, y));
            boolean candidate = between(
                            key & PlaceKey.COLUMNS,
                            PlaceKey.columnBits(box.minLongitude()),
                            PlaceKey.columnBits(box.maxLongitude()))
                    && between(
                            key & PlaceKey.ROWS,
                            PlaceKey.rowBits(box.minLatitude()),
                            PlaceKey.rowBits(box.maxLatitude()));
            boolean inside = between(x, box.minLongitude(), box.maxLongitude())
                    && between(y, box.minLatitude(), box.maxLatitude());
            boolean close = between(x, box.minLongitude() - SQUARE, box.maxLongitude() + SQUARE)
                    && between(y, box.minLatitude() - SQUARE, box.maxLatitude() + SQUARE);

            assertThat(candidate || !inside).as("%s %s in %s", x, y, box).isTrue();
            assertThat(close || !candidate).as("%s %s not in %s", x, y, box).isTrue();
        }
    }

    @Test
    void smallBoxOnABorderOfCoarseSquaresIsNoCandidateFarAway() {
        BoundingBox greenwich = new BoundingBox(-0.001, 51.47, 0.001, 51.48);

        assertThat(isCandidate(greenwich, new BoundingBox(-0.01, 51.46, 0.01, 51.49)))
                .isTrue();
        assertThat(isCandidate(greenwich, new BoundingBox(7.6, 51.9, 7.7, 52))).isFalse();
        assertThat(isCandidate(greenwich, new BoundingBox(-0.4, 51.4, -0.3, 51.5)))
                .isFalse();
    }

    @Test
    void whatLiesBeyondTheGlobeCountsAsOnItsEdge() {
        BoundingBox beyond = new BoundingBox(500, -1000, Double.POSITIVE_INFINITY, -999);

        assertThat(isCandidate(beyond, new BoundingBox(179, -90, 180, -89))).isTrue();
        assertThat(isCandidate(beyond, new BoundingBox(179, 0, 180, 1))).isFalse();
    }

    private static boolean isCandidate(BoundingBox stored, BoundingBox searched) {
        long key = PlaceKey.of(stored);
        return PlaceKey.candidates(searched).stream().anyMatch(run -> between(key, run.from(), run.to()));
    }

    private static boolean between(double value, double least, double most) {
        return value >= least && value <= most;
    }

    private static boolean between(long value, long least, long most) {
        return value >= least && value <= most;
    }

    /** Of any size from a point to the globe, also along the antimeridian and at the poles. */
    private BoundingBox box() {
        double width = size(360);
        double height = size(180);
        double west =
                switch (random.nextInt(8)) {
                    case 0 -> -180;
                    case 1 -> 180 - width;
                    case 2 -> -width / 2;
                    default -> -180 + random.nextDouble() * (360 - width);
                };
        double south =
                switch (random.nextInt(8)) {
                    case 0 -> -90;
                    case 1 -> 90 - height;
                    case 2 -> -height / 2;
                    default -> -90 + random.nextDouble() * (180 - height);
                };
        return new BoundingBox(west, south, Math.min(180, west + width), Math.min(90, south + height));
    }

    private double size(double most) {
        return random.nextInt(3) == 0 ? 0 : most * Math.pow(2, -random.nextInt(30)) * random.nextDouble();
    }

    /** A box of any size that begins near a corner of another, often on it. */
    private BoundingBox near(BoundingBox box) {
        double west = Math.clamp((random.nextBoolean() ? box.minLongitude() : box.maxLongitude()) + step(), -180, 180);
        double south = Math.clamp((random.nextBoolean() ? box.minLatitude() : box.maxLatitude()) + step(), -90, 90);
        return new BoundingBox(west, south, Math.min(180, west + size(360)), Math.min(90, south + size(180)));
    }

    private double step() {
        return random.nextInt(3) == 0 ? 0 : (random.nextDouble() - 0.7) * Math.pow(2, -random.nextInt(30));
    }
}
