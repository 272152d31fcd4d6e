package eu.twintown.store.database;

import eu.twintown.kernel.geo.BoundingBox;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.postgresql.geometric.PGbox;

/** Binds the parameters of a statement one after the other, in the order in which they stand in its text. */
public final class Binder {
    private final Connection connection;
    private final PreparedStatement statement;
    private int position;

    public Binder(Connection connection, PreparedStatement statement) {
        this.connection = connection;
        this.statement = statement;
    }

    public void text(String value) throws SQLException {
        statement.setString(++position, value);
    }

    public void flag(boolean value) throws SQLException {
        statement.setBoolean(++position, value);
    }

    public void number(int value) throws SQLException {
        statement.setInt(++position, value);
    }

    public void number(long value) throws SQLException {
        statement.setLong(++position, value);
    }

    private void box(BoundingBox box) throws SQLException {
        statement.setObject(
                ++position, new PGbox(box.minLongitude(), box.minLatitude(), box.maxLongitude(), box.maxLatitude()));
    }

    /** As an array of strings, which the driver sends in binary; an array of objects would go as escaped text. */
    public void texts(List<String> values) throws SQLException {
        statement.setArray(++position, connection.createArrayOf("text", values.toArray(String[]::new)));
    }

    public void ints(int[] values) throws SQLException {
        statement.setArray(
                ++position, connection.unwrap(org.postgresql.PGConnection.class).createArrayOf("int4", values));
    }

    public void longs(long[] values) throws SQLException {
        statement.setArray(
                ++position, connection.unwrap(org.postgresql.PGConnection.class).createArrayOf("int8", values));
    }

    public void nullableLongs(List<Optional<Long>> values) throws SQLException {
        @Nullable Long[] numbers = values.stream().map(value -> value.orElse(null)).toArray(Long[]::new);
        statement.setArray(++position, connection.createArrayOf("int8", numbers));
    }

    /** Binds values in their order. */
    public void all(List<Object> values) throws SQLException {
        for (Object value : values) {
            switch (value) {
                case String text -> text(text);
                case Integer number -> number(number.intValue());
                case Long number -> number(number.longValue());
                case BoundingBox box -> box(box);
                case int[] numbers -> ints(numbers);
                case long[] numbers -> longs(numbers);
                case List<?> list -> texts(list.stream().map(Object::toString).toList());
                default -> throw new IllegalArgumentException("no parameter for " + value.getClass());
            }
        }
    }
}
