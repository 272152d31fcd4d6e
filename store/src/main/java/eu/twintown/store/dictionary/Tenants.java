package eu.twintown.store.dictionary;

import eu.twintown.store.database.Database;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The tenants that exist. A tenant comes into being with the first write of an entity; none is removed. */
public final class Tenants {
    private final Database database;
    private final Set<String> known = ConcurrentHashMap.newKeySet();

    public Tenants(Database database) {
        this.database = database;
    }

    public List<String> all() {
        return database.repeatable(connection -> {
            List<String> names = new ArrayList<>();
            try (PreparedStatement select = connection.prepareStatement("select name from tenant order by name");
                    ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    names.add(rows.getString(1));
                }
            }
            known.addAll(names);
            return names;
        });
    }

    /** Creates the tenant within a transaction, where it may be new. */
    public void ensure(Connection connection, String tenant) throws SQLException {
        if (known.contains(tenant)) {
            return;
        }
        try (PreparedStatement insert =
                connection.prepareStatement("insert into tenant (name) values (?) on conflict do nothing")) {
            insert.setString(1, tenant);
            insert.executeUpdate();
        }
    }

    /** To be called when the transaction that ensured it is committed. */
    public void committed(String tenant) {
        known.add(tenant);
    }
}
