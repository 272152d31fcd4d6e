package eu.twintown.store.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class ChunkCodecProperties {

    @Property(tries = 300)
    void whatIsPackedComesOutAsItWas(@ForAll("samples") List<Sample> samples) {
        assertThat(ChunkCodec.decode(ChunkCodec.encode(samples))).isEqualTo(samples);
    }

    @Property(tries = 500)
    void anyTextIsTakenApartAndPutTogether(@ForAll("texts") String text) {
        TextPattern parts = TextPattern.of(text);

        assertThat(TextPattern.fill(
                        parts.pattern(),
                        parts.numbers().stream().mapToLong(Long::longValue).toArray(),
                        parts.widths().stream().mapToInt(Integer::intValue).toArray()))
                .isEqualTo(text);
    }

    @Example
    void regularSeriesTakesAFewBytesForEachSample() {
        List<Sample> samples = new ArrayList<>();
        long start = 1_669_680_000L;
        for (int i = 0; i < 512; i++) {
            String time = java.time.Instant.ofEpochSecond(start + 300L * i).toString();
            int free = 200 + (int) (100 * Math.sin(i / 40.0)) + i % 3;
            samples.add(new Sample(
                    1000 + 12L * i,
                    0,
                    (start + 300L * i) * 1_000_000 + 123,
                    "{\"k\":0,\"v\":" + free + ",\"o\":\"" + time + "\"}"));
        }
        byte[] chunk = ChunkCodec.encode(samples);

        assertThat(ChunkCodec.decode(chunk)).isEqualTo(samples);
        assertThat((double) chunk.length / samples.size()).isLessThan(3.0);
    }

    @Example
    void timesThatAreNoTimesStayAsTheyAre() {
        for (String text : List.of(
                "2022-02-30T10:00:00Z",
                "2022-11-29T24:00:00Z",
                "2022-11-29T10:05:00.Z",
                "2022-11-29T10:05:00.1234567Z",
                "2022-11-29T10:05:00.120Z",
                "12022-11-29T10:05:00Z",
                "2022-11-29T10:05:00+01:00",
                "0000-01-01T00:00:00Z",
                "9999-12-31T23:59:59.999999Z",
                "007 0 00 99999999999999999999999999")) {
            anyTextIsTakenApartAndPutTogether(text);
        }
    }

    @Provide
    Arbitrary<List<Sample>> samples() {
        return Combinators.combine(
                        Arbitraries.longs().between(0, 1L << 50),
                        Arbitraries.integers().between(0, 4000),
                        Arbitraries.longs().between(-1L << 50, 1L << 52),
                        texts())
                .as(Sample::new)
                .list()
                .ofMinSize(1)
                .ofMaxSize(60);
    }

    @Provide
    Arbitrary<String> texts() {
        Arbitrary<String> value = Arbitraries.oneOf(
                Arbitraries.integers().map(String::valueOf),
                Arbitraries.doubles().map(String::valueOf),
                Arbitraries.longs().map(String::valueOf),
                Arbitraries.strings()
                        .withChars("0123456789TZ:-. ")
                        .ofMaxLength(30)
                        .map(text -> "\"" + text + "\""),
                Arbitraries.strings()
                        .withCharRange(' ', '\uD7FF')
                        .ofMaxLength(20)
                        .map(text -> "\"" + text + "\""));
        Arbitrary<String> time = Arbitraries.longs()
                .between(-60_000_000_000L, 250_000_000_000L)
                .map(seconds -> java.time.Instant.ofEpochSecond(seconds, seconds % 7 * 1000)
                        .toString());
        return Combinators.combine(value, time).as((v, t) -> "{\"v\":" + v + ",\"o\":\"" + t + "\"}");
    }
}
