package eu.twintown.store.history;

import java.util.ArrayList;
import java.util.List;

/**
 * A packed run of samples of one attribute, with the ranges of their times, by which readers leave chunks out.
 *
 * @param seenFrom least time of observation; for samples without one the time at which they came
 */
public record Chunk(
        String entity,
        int attribute,
        long firstSeq,
        int size,
        long atFrom,
        long atTo,
        long seenFrom,
        long seenTo,
        byte[] data) {

    /** Samples in one chunk. */
    static final int SIZE = 512;

    /** Packs samples, in the order of their numbers, into as many chunks as needed. */
    public static List<Chunk> pack(String entity, int attribute, List<Sample> samples) {
        List<Chunk> chunks = new ArrayList<>();
        for (int from = 0; from < samples.size(); from += SIZE) {
            chunks.add(one(entity, attribute, samples.subList(from, Math.min(from + SIZE, samples.size()))));
        }
        return chunks;
    }

    private static Chunk one(String entity, int attribute, List<Sample> samples) {
        long atFrom = Long.MAX_VALUE;
        long atTo = Long.MIN_VALUE;
        long seenFrom = Long.MAX_VALUE;
        long seenTo = Long.MIN_VALUE;
        for (Sample sample : samples) {
            long seen = Sample.seen(sample.instance(), sample.at());
            atFrom = Math.min(atFrom, sample.at());
            atTo = Math.max(atTo, sample.at());
            seenFrom = Math.min(seenFrom, seen);
            seenTo = Math.max(seenTo, seen);
        }
        return new Chunk(
                entity,
                attribute,
                samples.getFirst().seq(),
                samples.size(),
                atFrom,
                atTo,
                seenFrom,
                seenTo,
                ChunkCodec.encode(samples));
    }
}
