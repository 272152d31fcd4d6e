/** The past of entities: its recent lines, and what is packed in chunks. */
@NullMarked
package eu.twintown.store.history;

import org.jspecify.annotations.NullMarked;
