package eu.twintown.store.dictionary;

import eu.twintown.store.database.Database;
import eu.twintown.store.database.StoreException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Attribute names and the short numbers that stand for them. Rows are only ever added. */
public final class Terms {
    private final Database database;
    private final Map<String, Integer> numbers = new ConcurrentHashMap<>();
    private final Map<Integer, String> names = new ConcurrentHashMap<>();

    public Terms(Database database) {
        this.database = database;
    }

    /** The number of a name, given to it now where it had none. */
    public int number(String name) {
        Integer known = numbers.get(name);
        return known != null ? known : learn(name, database.repeatable(connection -> add(connection, name)));
    }

    /** The number of a name that has one. */
    public Optional<Integer> existing(String name) {
        Integer known = numbers.get(name);
        if (known != null) {
            return Optional.of(known);
        }
        return database.repeatable(connection -> find(connection, name)).map(number -> learn(name, number));
    }

    public String name(int number) {
        String known = names.get(number);
        if (known != null) {
            return known;
        }
        String name = database.repeatable(connection -> read(connection, number));
        learn(name, number);
        return name;
    }

    private int learn(String name, int number) {
        names.put(number, name);
        numbers.put(name, number);
        return number;
    }

    private static int add(Connection connection, String name) throws SQLException {
        try (PreparedStatement insert =
                connection.prepareStatement("insert into term (iri) values (?) on conflict (iri) do nothing")) {
            insert.setString(1, name);
            insert.executeUpdate();
        }
        return find(connection, name).orElseThrow();
    }

    private static Optional<Integer> find(Connection connection, String name) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("select id from term where iri = ?")) {
            select.setString(1, name);
            try (ResultSet rows = select.executeQuery()) {
                return rows.next() ? Optional.of(rows.getInt(1)) : Optional.empty();
            }
        }
    }

    private static String read(Connection connection, int number) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("select iri from term where id = ?")) {
            select.setInt(1, number);
            try (ResultSet rows = select.executeQuery()) {
                if (!rows.next()) {
                    throw new StoreException("the history names attribute number " + number + ", which does not exist");
                }
                return rows.getString(1);
            }
        }
    }
}
