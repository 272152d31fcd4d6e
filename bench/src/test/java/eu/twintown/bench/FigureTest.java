package eu.twintown.bench;

import static org.assertj.core.api.Assertions.assertThat;

import eu.twintown.bench.Figure.Goal;
import eu.twintown.bench.Figure.Yardstick;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FigureTest {

    private static Figure figure(double value, double yardstick, Goal goal) {
        return new Figure("g", "f", value, "us", Optional.of(new Yardstick("y", yardstick)), Optional.of(goal));
    }

    @Test
    void aGoalOnTheRatioIsJudgedByTheYardstick() {
        assertThat(figure(35, 10, Goal.ratioAtMost(3.5)).reached()).contains(true);
        assertThat(figure(36, 10, Goal.ratioAtMost(3.5)).reached()).contains(false);
        assertThat(figure(25, 60, Goal.ratioAtLeast(25.0 / 60)).reached()).contains(true);
        assertThat(figure(24, 60, Goal.ratioAtLeast(25.0 / 60)).reached()).contains(false);
    }

    @Test
    void aGoalOnTheFigureIsJudgedByItself() {
        assertThat(figure(4000, 1, Goal.atMost(4000)).reached()).contains(true);
        assertThat(figure(4001, 9999, Goal.atMost(4000)).reached()).contains(false);
    }

    @Test
    void withoutGoalOrMeasureNothingIsClaimed() {
        assertThat(new Figure("g", "f", 1, "us", Optional.empty(), Optional.empty()).reached())
                .isEmpty();
        assertThat(figure(1, 0, Goal.ratioAtMost(3)).reached()).isEmpty();
        assertThat(figure(Double.NaN, 1, Goal.atMost(3)).reached()).isEmpty();
    }
}
