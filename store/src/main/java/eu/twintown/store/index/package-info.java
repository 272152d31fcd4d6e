/** Which values and places a database index serves, and how it is made and kept. */
@NullMarked
package eu.twintown.store.index;

import org.jspecify.annotations.NullMarked;
