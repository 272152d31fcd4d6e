package eu.twintown.store.history;

import eu.twintown.store.database.StoreException;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/**
 * Packs samples of one attribute into bytes, losslessly.
 *
 * <h2>Theory</h2>
 *
 * Samples of a series differ in few places: a value, a time, a number that counts up. A chunk therefore stores columns
 * instead of rows. Each instance is a JSON text; {@link TextPattern} takes its numbers and times out, and what remains
 * is nearly always the same text, stored once. The numbers that stood at the same place of the same pattern form a column
 * and are stored as differences of differences (Pelkonen et al., "Gorilla: a fast, scalable, in-memory time series
 * database", VLDB 8:12, 2015), so that a sensor that reports every five minutes costs zeros. A column whose digits all
 * have the same count keeps that count once, for leading zeros; else the counts are a column too. The result is deflated
 * (RFC 1951), which makes nearly nothing of runs of zeros.
 *
 * <p>Nothing here knows NGSI-LD: a text that follows no pattern becomes a pattern of its own and is only deflated.
 *
 * <h2>Layout, before deflating</h2>
 *
 * Format number 1; count of samples; columns seq, place, at; count of patterns and the patterns; for each sample the
 * number of its pattern; for each pattern and each number in it: the common width (0 = times, -1 = a column of widths
 * follows), then the column. The first bytes of a chunk are the length of all this.
 */
public final class ChunkCodec {
    private static final int FORMAT = 1;
    private static final int OWN_WIDTHS = -1;
    private static final int LEVEL = 6;

    private ChunkCodec() {}

    public static byte[] encode(List<Sample> samples) {
        ByteSink sink = new ByteSink();
        sink.size(FORMAT);
        sink.size(samples.size());
        NumberColumn.write(sink, samples.stream().map(Sample::seq).toList());
        NumberColumn.write(
                sink, samples.stream().map(sample -> (long) sample.place()).toList());
        NumberColumn.write(sink, samples.stream().map(Sample::at).toList());
        Map<String, Integer> numbers = new LinkedHashMap<>();
        List<List<TextPattern>> groups = new ArrayList<>();
        List<Integer> patternOf = new ArrayList<>();
        for (Sample sample : samples) {
            TextPattern text = TextPattern.of(sample.text());
            int number = numbers.computeIfAbsent(text.pattern(), pattern -> numbers.size());
            if (number == groups.size()) {
                groups.add(new ArrayList<>());
            }
            groups.get(number).add(text);
            patternOf.add(number);
        }
        sink.size(numbers.size());
        numbers.keySet().forEach(sink::text);
        patternOf.forEach(sink::size);
        groups.forEach(group -> writeColumns(sink, group));
        return deflate(sink.toBytes());
    }

    public static List<Sample> decode(byte[] chunk) {
        ByteSource source = new ByteSource(inflate(chunk));
        int format = source.count();
        if (format != FORMAT) {
            throw new StoreException("a chunk of the history has the unknown format " + format);
        }
        int count = source.count();
        long[] seqs = NumberColumn.read(source, count);
        long[] places = NumberColumn.read(source, count);
        long[] ats = NumberColumn.read(source, count);
        String[] patterns = new String[source.count()];
        for (int i = 0; i < patterns.length; i++) {
            patterns[i] = source.text();
        }
        int[] patternOf = new int[count];
        int[] sizes = new int[patterns.length];
        for (int i = 0; i < count; i++) {
            patternOf[i] = source.count();
            sizes[patternOf[i]]++;
        }
        String[][] texts = new String[patterns.length][];
        for (int i = 0; i < patterns.length; i++) {
            texts[i] = readTexts(source, patterns[i], sizes[i]);
        }
        int[] next = new int[patterns.length];
        List<Sample> samples = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            String text = texts[patternOf[i]][next[patternOf[i]]++];
            samples.add(new Sample(seqs[i], (int) places[i], ats[i], text));
        }
        return samples;
    }

    private static void writeColumns(ByteSink sink, List<TextPattern> group) {
        int columns = group.getFirst().numbers().size();
        for (int c = 0; c < columns; c++) {
            int column = c;
            int width = group.getFirst().widths().get(column);
            boolean same = group.stream().allMatch(text -> text.widths().get(column) == width);
            sink.number(same ? width : OWN_WIDTHS);
            if (!same) {
                NumberColumn.write(
                        sink,
                        group.stream()
                                .map(text -> (long) text.widths().get(column))
                                .toList());
            }
            NumberColumn.write(
                    sink, group.stream().map(text -> text.numbers().get(column)).toList());
        }
    }

    private static String[] readTexts(ByteSource source, String pattern, int count) {
        int columns = columns(pattern);
        long[][] numbers = new long[columns][];
        int[][] widths = new int[columns][count];
        for (int c = 0; c < columns; c++) {
            int width = (int) source.number();
            long[] own = width == OWN_WIDTHS ? NumberColumn.read(source, count) : new long[0];
            for (int i = 0; i < count; i++) {
                widths[c][i] = own.length == 0 ? width : (int) own[i];
            }
            numbers[c] = NumberColumn.read(source, count);
        }
        String[] texts = new String[count];
        long[] row = new long[columns];
        int[] rowWidths = new int[columns];
        for (int i = 0; i < count; i++) {
            for (int c = 0; c < columns; c++) {
                row[c] = numbers[c][i];
                rowWidths[c] = widths[c][i];
            }
            texts[i] = TextPattern.fill(pattern, row, rowWidths);
        }
        return texts;
    }

    private static int columns(String pattern) {
        return (int) pattern.chars()
                .filter(c -> c == TextPattern.NUMBER || c == TextPattern.TIME)
                .count();
    }

    private static byte[] deflate(byte[] plain) {
        ByteSink head = new ByteSink();
        head.size(plain.length);
        ByteArrayOutputStream out = new ByteArrayOutputStream(plain.length / 2 + 16);
        out.writeBytes(head.toBytes());
        try (Deflater deflater = new Deflater(LEVEL, true)) {
            deflater.setInput(plain);
            deflater.finish();
            byte[] buffer = new byte[4096];
            while (!deflater.finished()) {
                out.write(buffer, 0, deflater.deflate(buffer));
            }
        }
        return out.toByteArray();
    }

    private static byte[] inflate(byte[] chunk) {
        ByteSource head = new ByteSource(chunk);
        byte[] plain = new byte[head.count()];
        int start = head.position();
        try (Inflater inflater = new Inflater(true)) {
            inflater.setInput(chunk, start, chunk.length - start);
            int filled = 0;
            while (filled < plain.length) {
                int more = inflater.inflate(plain, filled, plain.length - filled);
                if (more == 0) {
                    throw new StoreException("a chunk of the history is cut short");
                }
                filled += more;
            }
            return plain;
        } catch (DataFormatException e) {
            throw new StoreException("a chunk of the history is damaged: " + e.getMessage(), e);
        }
    }
}
