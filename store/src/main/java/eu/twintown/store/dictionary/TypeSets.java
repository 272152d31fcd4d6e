package eu.twintown.store.dictionary;

import eu.twintown.store.database.Database;
import eu.twintown.store.database.StoreException;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * The combinations of types that occur, each with a number. Rows are only ever added, by transactions of their own that
 * hold a lock, so numbers ascend in the order of commit: whoever knows number n knows all below it.
 */
public final class TypeSets {
    private static final long LOCK = 7_462_019_384_113L;

    private final Database database;
    private final Map<List<String>, Integer> numbers = new ConcurrentHashMap<>();
    private final ConcurrentSkipListMap<Integer, List<String>> sets = new ConcurrentSkipListMap<>();

    public TypeSets(Database database) {
        this.database = database;
        refresh();
    }

    /** The number of these types, whatever their order. */
    public int number(List<String> types) {
        List<String> sorted = types.stream().distinct().sorted().toList();
        Integer known = numbers.get(sorted);
        if (known != null) {
            return known;
        }
        database.transaction(connection -> add(connection, sorted));
        refresh();
        Integer number = numbers.get(sorted);
        if (number == null) {
            throw new StoreException("types were stored but cannot be read: " + sorted);
        }
        return number;
    }

    /** All sets known here, by number. */
    public Map<Integer, List<String>> all() {
        return sets;
    }

    /** The highest number known here; 0 where there is none. */
    public int highest() {
        return sets.isEmpty() ? 0 : sets.lastKey();
    }

    /** Reads what other nodes have added; tells whether there was something. */
    public boolean refresh() {
        int from = highest();
        return database.repeatable(connection -> read(connection, from));
    }

    private boolean read(Connection connection, int from) throws SQLException {
        String sql = "select id, types from type_set where id > ? order by id";
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            select.setInt(1, from);
            boolean more = false;
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    List<String> types = List.of((String[]) rows.getArray(2).getArray());
                    sets.put(rows.getInt(1), types);
                    numbers.put(types, rows.getInt(1));
                    more = true;
                }
            }
            return more;
        }
    }

    private static List<String> add(Connection connection, List<String> types) throws SQLException {
        try (PreparedStatement lock = connection.prepareStatement("select pg_advisory_xact_lock(?)")) {
            lock.setLong(1, LOCK);
            lock.execute();
        }
        String sql = "insert into type_set (id, types) select coalesce(max(id), 0) + 1, ? from type_set"
                + " on conflict (types) do nothing";
        try (PreparedStatement insert = connection.prepareStatement(sql)) {
            Array array = connection.createArrayOf("text", types.toArray(String[]::new));
            insert.setArray(1, array);
            insert.executeUpdate();
        }
        return new ArrayList<>(types);
    }
}
