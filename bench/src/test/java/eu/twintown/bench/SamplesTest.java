package eu.twintown.bench;

import static org.assertj.core.api.Assertions.assertThat;

import eu.twintown.kernel.entity.Entity;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class SamplesTest {

    @Test
    void theSampleIsAnEntityOfAboutSixHundredBytes() {
        Entity entity = Samples.expand(Samples.bytes(), Samples.context());
        assertThat(entity.id()).isEqualTo(Samples.ID + 1);
        assertThat(entity.attributes()).hasSize(7);
        assertThat(Samples.bytes().length).isBetween(590, 710);
    }

    @Test
    void aBatchIsAnArrayOfDifferentEntities() {
        var array = JsonMapper.shared().readTree(Samples.batch(5, 3));
        assertThat(array).hasSize(3);
        assertThat(array.get(2).get("id").asString()).isEqualTo(Samples.ID + 7);
    }

    @Test
    void eachKernelBenchmarkDoesWhatItsNameSays() {
        KernelBenchmarks benchmarks = new KernelBenchmarks();
        assertThat(benchmarks.qSimple()).isTrue();
        assertThat(benchmarks.qComplex()).isTrue();
        assertThat(benchmarks.geoNear()).isTrue();
        assertThat(benchmarks.decode()).isEqualTo(benchmarks.expand());
        assertThat(JsonMapper.shared().readTree(benchmarks.compact()))
                .isEqualTo(JsonMapper.shared().readTree(Samples.bytes()));
    }
}
