package eu.twintown.node.mediation;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A unit of measurement with its UN/CEFACT common code (Recommendation 20), as NGSI-LD's unitCode wants it.
 *
 * @param code the common code, such as {@code GQ}
 * @param symbol what people write, such as {@code µg/m³}
 * @param quantity units of one quantity convert into each other; named by their base unit
 * @param factor how many base units one of this unit is
 * @param offset base units at this unit's zero
 */
public record Unit(String code, String symbol, String quantity, BigDecimal factor, BigDecimal offset) {

    /**
     * Codes and factors: UN/CEFACT Recommendation 20 (codes for units of measure used in international trade), the units
     * that cities' sensors use.
     */
    private static final String TABLE = """
            C62 1 ratio 1
            P1 % ratio 0.01
            NX ‰ ratio 0.001
            59 ppm ratio 0.000001
            61 ppb ratio 0.000000001
            GQ µg/m³ concentration 0.000001
            GP mg/m³ concentration 0.001
            A93 g/m³ concentration 1
            MTR m length 1
            MMT mm length 0.001
            CMT cm length 0.01
            KMT km length 1000
            MTK m² area 1
            HAR ha area 10000
            KMK km² area 1000000
            MTQ m³ volume 1
            LTR l volume 0.001
            SEC s time 1
            MIN min time 60
            HUR h time 3600
            DAY d time 86400
            C26 ms time 0.001
            MTS m/s speed 1
            KMH km/h speed 0.27777777777777777778
            KEL K temperature 1
            CEL °C temperature 1 273.15
            FAH °F temperature 0.55555555555555555556 255.37222222222222222
            PAL Pa pressure 1
            A97 hPa pressure 100
            KPA kPa pressure 1000
            MBR mbar pressure 100
            BAR bar pressure 100000
            DD ° angle 1
            C81 rad angle 57.295779513082320877
            WTT W power 1
            KWT kW power 1000
            MAW MW power 1000000
            WHR Wh energy 1
            KWH kWh energy 1000
            MWH MWh energy 1000000
            KGM kg mass 1
            GRM g mass 0.001
            TNE t mass 1000
            VLT V voltage 1
            AMP A current 1
            HTZ Hz frequency 1
            2N dB level 1
            LUX lx illuminance 1
            D54 W/m² irradiance 1
            MQS m³/s flow 1
            MQH m³/h flow 0.00027777777777777777778
            """;

    private static final Map<String, Unit> UNITS = read();

    /** The unit with this common code. */
    public static Optional<Unit> of(String code) {
        return Optional.ofNullable(UNITS.get(code));
    }

    /** Whether values of this unit can be converted to the other. */
    public boolean convertsTo(Unit other) {
        return quantity.equals(other.quantity);
    }

    /**
     * A value of this unit in another one, to twelve significant digits.
     *
     * @throws IllegalArgumentException where the two measure different quantities
     */
    public BigDecimal convert(BigDecimal value, Unit to) {
        if (!convertsTo(to)) {
            throw new IllegalArgumentException(symbol + " (" + code + ", " + quantity + ") cannot be converted to "
                    + to.symbol + " (" + to.code + ", " + to.quantity + ")");
        }
        BigDecimal base = value.multiply(factor).add(offset);
        return base.subtract(to.offset).divide(to.factor, new MathContext(12)).stripTrailingZeros();
    }

    private static Map<String, Unit> read() {
        Map<String, Unit> units = new LinkedHashMap<>();
        TABLE.lines().forEach(line -> {
            String[] cells = line.split(" ");
            BigDecimal offset = cells.length > 4 ? new BigDecimal(cells[4]) : BigDecimal.ZERO;
            units.put(cells[0], new Unit(cells[0], cells[1], cells[2], new BigDecimal(cells[3]), offset));
        });
        return units;
    }
}
