package eu.twintown.store.index;

import eu.twintown.kernel.geo.BoundingBox;
import java.util.ArrayList;
import java.util.List;

/**
 * Where something is, as one whole number that a plain index keeps in order.
 *
 * <h2>Theory</h2>
 *
 * The globe is a grid of squares of 360 / 2^{@value #BITS} degrees (0.6 m). A box gets the finest of {@value #LEVELS} levels,
 * each eight times as coarse as the one before, on which its two corners lie in the same square or in neighbours. Its key
 * is the level, then the square of its south-western corner in Z-order (Morton, IBM 1966): the bits of column and row in
 * turn. So the key says: the box lies in this square and the next ones to the east, north and north-east. These enlarged
 * squares are those of XZ-ordering (B&ouml;hm, Klump, Kriegel, SSD 1999); without them, whatever lies across a border of
 * coarse squares would be a candidate of every query. Points have level 0.
 *
 * <p>What a searched box may touch begins, on each level, in a square between one before its south-western corner and its
 * north-eastern corner: a rectangle of squares. A rectangle is covered by a few runs of Z-order, found by halving it at the
 * highest bit in which the keys of its corners differ (Tropf and Herzog, Angewandte Informatik 1981).
 *
 * <p>All of this is exact: positions become whole numbers first, by a function that never turns their order round, and
 * what follows reckons with those alone. Positions beyond the globe count as on its edge.
 */
public final class PlaceKey {
    /** Bits of the column, and of the row, of a square on the finest level. */
    static final int BITS = 26;

    /** The bits of a key that hold the column, and those that hold the row. */
    public static final long COLUMNS = 0x5_5555_5555_5555L;

    public static final long ROWS = COLUMNS << 1;

    private static final int LEVELS = 10;
    private static final int STEP = 3;
    private static final int LEVEL_AT = 2 * BITS;
    private static final double PER_DEGREE = (1 << BITS) / 360.0;
    private static final int LAST = (1 << BITS) - 1;
    /** How often a rectangle is halved: of the finest level, where most entities are, and of the others. */
    private static final int FINEST_HALVINGS = 4;

    private static final int HALVINGS = 2;
    /** A run is not cut where it has at most so many times the squares of its rectangle. */
    private static final long WASTE = 2;

    /** Keys from {@code from} to {@code to}, both included. */
    record Run(long from, long to) {}

    private PlaceKey() {}

    /** The key of a box. */
    public static long of(BoundingBox box) {
        int west = column(box.minLongitude());
        int south = row(box.minLatitude());
        int east = column(box.maxLongitude());
        int north = row(box.maxLatitude());
        int shift = 0;
        int level = 0;
        while ((east >> shift) - (west >> shift) > 1 || (north >> shift) - (south >> shift) > 1) {
            shift += STEP;
            level++;
        }
        return (long) level << LEVEL_AT | square(west >> shift, south >> shift);
    }

    /** Runs, none overlapping another, that have the key of every box that shares a point with this one. */
    static List<Run> candidates(BoundingBox box) {
        int west = column(box.minLongitude());
        int south = row(box.minLatitude());
        int east = column(box.maxLongitude());
        int north = row(box.maxLatitude());
        List<Run> runs = new ArrayList<>();
        for (int level = 0; level < LEVELS; level++) {
            int shift = level * STEP;
            Rectangle rectangle = new Rectangle(
                    Math.max(0, (west >> shift) - 1), Math.max(0, (south >> shift) - 1), east >> shift, north >> shift);
            rectangle.cover(level == 0 ? FINEST_HALVINGS : HALVINGS, (long) level << LEVEL_AT, runs);
        }
        return runs;
    }

    /** The column of a longitude, spread over the bits that columns have in a key. */
    public static long columnBits(double longitude) {
        return spread(column(longitude));
    }

    /** The row of a latitude, spread over the bits that rows have in a key. */
    public static long rowBits(double latitude) {
        return spread(row(latitude)) << 1;
    }

    private record Rectangle(int west, int south, int east, int north) {

        void cover(int halvings, long level, List<Run> runs) {
            long from = square(west, south);
            long to = square(east, north);
            long squares = (east - west + 1L) * (north - south + 1L);
            if (halvings == 0 || to - from < WASTE * squares) {
                runs.add(new Run(level | from, level | to));
                return;
            }
            long highest = Long.highestOneBit(from ^ to);
            int border = 1 << (Long.numberOfTrailingZeros(highest) / 2);
            if ((highest & COLUMNS) != 0) {
                int middle = east & -border;
                new Rectangle(west, south, middle - 1, north).cover(halvings - 1, level, runs);
                new Rectangle(middle, south, east, north).cover(halvings - 1, level, runs);
            } else {
                int middle = north & -border;
                new Rectangle(west, south, east, middle - 1).cover(halvings - 1, level, runs);
                new Rectangle(west, middle, east, north).cover(halvings - 1, level, runs);
            }
        }
    }

    private static long square(int column, int row) {
        return spread(column) | spread(row) << 1;
    }

    /** Every bit to twice its place. */
    private static long spread(int number) {
        long bits = number;
        bits = (bits | bits << 16) & 0x0000_FFFF_0000_FFFFL;
        bits = (bits | bits << 8) & 0x00FF_00FF_00FF_00FFL;
        bits = (bits | bits << 4) & 0x0F0F_0F0F_0F0F_0F0FL;
        bits = (bits | bits << 2) & 0x3333_3333_3333_3333L;
        return (bits | bits << 1) & 0x5555_5555_5555_5555L;
    }

    private static int column(double longitude) {
        return place(longitude + 180);
    }

    private static int row(double latitude) {
        return place(latitude + 90);
    }

    private static int place(double degrees) {
        return (int) Math.clamp(Math.floor(degrees * PER_DEGREE), 0, LAST);
    }
}
