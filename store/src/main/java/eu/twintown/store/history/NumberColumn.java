package eu.twintown.store.history;

import java.util.List;

/** A column of whole numbers as the differences of their differences: a regular rhythm becomes a run of zeros. */
final class NumberColumn {
    private NumberColumn() {}

    static void write(ByteSink sink, List<Long> values) {
        long last = 0;
        long lastStep = 0;
        for (long value : values) {
            long step = value - last;
            sink.number(step - lastStep);
            last = value;
            lastStep = step;
        }
    }

    static long[] read(ByteSource source, int count) {
        long[] values = new long[count];
        long last = 0;
        long lastStep = 0;
        for (int i = 0; i < count; i++) {
            lastStep += source.number();
            last += lastStep;
            values[i] = last;
        }
        return values;
    }
}
