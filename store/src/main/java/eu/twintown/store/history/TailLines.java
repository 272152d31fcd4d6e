package eu.twintown.store.history;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Reads the lines of a row of the history's tail, as {@link SampleWriter} wrote them. */
public final class TailLines {
    private TailLines() {}

    /** Adds the samples of one row to their attributes. */
    public static void add(Map<Integer, List<Sample>> series, long seq, long at, String lines) {
        int place = 0;
        for (int start = 0; start < lines.length(); place++) {
            int space = lines.indexOf(' ', start);
            int end = lines.indexOf('\n', space);
            int attribute = Integer.parseInt(lines, start, space, 10);
            series.computeIfAbsent(attribute, number -> new ArrayList<>())
                    .add(new Sample(seq, place, at, lines.substring(space + 1, end)));
            start = end + 1;
        }
    }
}
